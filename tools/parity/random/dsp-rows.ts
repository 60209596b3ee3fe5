import * as dsp from '../../../packages/dsp/src/index.ts';
import { type Draw, type DrawnCall, pick, type RandomRow } from './row.ts';

/** A signal: noise, a tone, a click, silence, or clipped; of any length from 1 to 6,000 samples. */
function signal(random: Draw, least = 1): Float64Array {
  const length = least + Math.floor(random() * 6000);
  const kind = pick(random, 'noise', 'noise', 'tone', 'click', 'silence', 'clipped');
  const level = pick(random, 1, 1, 0.01, 1e-4, 30);
  const frequency = 0.001 + 0.49 * random();
  const at = Math.floor(random() * length);
  return Float64Array.from({ length }, (_, n) => {
    if (kind === 'silence') return 0;
    if (kind === 'click') return n === at ? level : 0;
    const noise = 2 * random() - 1;
    const tone = Math.sin(2 * Math.PI * frequency * n);
    if (kind === 'tone') return level * tone;
    return kind === 'noise' ? level * noise : Math.max(-1, Math.min(1, 3 * (tone + 0.1 * noise)));
  });
}

const snake = (name: string): string =>
  ({ sampleRate: 'sr', fMin: 'fmin', fMax: 'fmax' })[name] ?? name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
const pythonOf = (options: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(options).map(([key, value]) => [snake(key), value]));

function frame(random: Draw): {
  nFft: number;
  hopLength: number;
  winLength: number;
  window: dsp.WindowName;
  center: boolean;
} {
  const nFft = pick(random, 64, 128, 256, 400, 401, 512, 1024, 2048);
  return {
    nFft,
    hopLength: 1 + Math.floor(random() * nFft),
    winLength: random() < 0.7 ? nFft : 1 + Math.floor(random() * nFft),
    window: pick<dsp.WindowName>(random, 'hann', 'hamming', 'blackman', 'boxcar'),
    center: true,
  };
}

type Options = Record<string, unknown>;
type Feature = (samples: Float64Array, options: Options) => { readonly data: ArrayLike<number> };

/** A feature of librosa that takes `y` and the options of its transform, and others drawn by `more`. */
function feature(
  name: string,
  call: string,
  run: unknown,
  tolerance: number,
  more: (random: Draw) => Options = () => ({}),
): RandomRow {
  return {
    name,
    measure: /Db|mfcc|Contrast/.test(name) ? 'absolute' : 'relative',
    tolerance,
    draw(random): DrawnCall {
      const y = signal(random);
      const options = { ...frame(random), ...more(random) };
      const python = pythonOf(options);
      return {
        title: JSON.stringify({ length: y.length, ...options }),
        call,
        args: [],
        kwargs: { y, ...python },
        ours: () => (run as Feature)(y, options).data,
      };
    },
  };
}

const rate = (random: Draw): Options => ({ sampleRate: pick(random, 8000, 16000, 22050, 44100) });
const mel = (random: Draw): Options => ({ ...rate(random), nMels: 4 + Math.floor(random() * 60), htk: random() < 0.3 });

/** The functions of `@ser/dsp` that librosa or soxr have. */
export const dspRows: readonly RandomRow[] = [
  {
    name: 'resample',
    measure: 'relative',
    tolerance: 1e-5,
    draw(random) {
      const rates = [
        6000, 8000, 9600, 11025, 12000, 16000, 18000, 22050, 24000, 24414, 32000, 44100, 48000, 96000, 192000,
      ];
      const from = random() < 0.2 ? 6000 + 40000 * random() : pick(random, ...rates);
      const to = random() < 0.2 ? 6000 + 40000 * random() : pick(random, ...rates);
      const y = signal(random);
      return {
        title: `${from} to ${to}, ${y.length} samples`,
        call: 'soxr.resample',
        args: [y, from, to, 'HQ'],
        kwargs: {},
        ours: () => dsp.resample(y, { from, to, fix: false }),
      };
    },
  },
  {
    name: 'stft',
    measure: 'relative',
    tolerance: 1e-10,
    draw(random) {
      const y = signal(random);
      const options = { ...frame(random), padMode: pick<dsp.PadMode>(random, 'constant', 'edge', 'reflect') };
      return {
        title: JSON.stringify({ length: y.length, ...options }),
        call: 'librosa.stft',
        args: [y],
        kwargs: pythonOf(options),
        ours: () => {
          const { re, im } = dsp.stft(y, options);
          const joined = new Float64Array(2 * re.data.length);
          joined.set(re.data);
          joined.set(im.data, re.data.length);
          return joined;
        },
      };
    },
  },
  feature('melSpectrogram', 'librosa.feature.melspectrogram', dsp.melSpectrogram, 1e-9, mel),
  feature('mfcc', 'librosa.feature.mfcc', dsp.mfcc, 1e-7, (random) => ({
    ...mel(random),
    nMfcc: 1 + Math.floor(random() * 4),
  })),
  // The tuning is given: an estimated one is the fullest class of a histogram, which a last bit may decide.
  feature('chromaStft', 'librosa.feature.chroma_stft', dsp.chromaStft, 1e-7, (random) => ({
    ...rate(random),
    tuning: random() - 0.5,
  })),
  feature('spectralCentroid', 'librosa.feature.spectral_centroid', dsp.spectralCentroid, 1e-9, rate),
  feature('spectralBandwidth', 'librosa.feature.spectral_bandwidth', dsp.spectralBandwidth, 1e-6, rate),
  feature('spectralRolloff', 'librosa.feature.spectral_rolloff', dsp.spectralRolloff, 1e-9, rate),
  feature('spectralFlatness', 'librosa.feature.spectral_flatness', dsp.spectralFlatness, 1e-8),
  feature('spectralContrast', 'librosa.feature.spectral_contrast', dsp.spectralContrast, 1e-6, (random) => ({
    ...rate(random),
    nBands: 1 + Math.floor(random() * 4),
  })),
  {
    name: 'zeroCrossingRate',
    measure: 'absolute',
    tolerance: 1e-12,
    draw(random) {
      const y = signal(random);
      const options = {
        frameLength: 16 + Math.floor(random() * 2000),
        hopLength: 1 + Math.floor(random() * 900),
        threshold: pick(random, 1e-10, 0.1),
        zeroPos: random() < 0.5,
      };
      return {
        title: JSON.stringify({ length: y.length, ...options }),
        call: 'librosa.feature.zero_crossing_rate',
        args: [y],
        kwargs: pythonOf(options),
        ours: () => dsp.zeroCrossingRate(y, options).data,
      };
    },
  },
  {
    name: 'powerToDb',
    measure: 'absolute',
    tolerance: 1e-9,
    draw(random) {
      const power = signal(random).map((x) => x * x);
      const options = { ref: 0.1 + random(), amin: pick(random, 1e-10, 1e-5), topDb: pick(random, 80, 40, null) };
      return {
        title: JSON.stringify({ length: power.length, ...options }),
        call: 'librosa.power_to_db',
        args: [power],
        kwargs: pythonOf(options),
        ours: () => dsp.powerToDb(power, options),
      };
    },
  },
  {
    name: 'timeStretch',
    measure: 'relative',
    tolerance: 1e-7,
    draw(random) {
      // A floor of noise: where bins are empty, a phase is that of a rounding error, here as there, and is carried on.
      const y = signal(random, 200).map((x) => x + 1e-3 * (random() - 0.5));
      const options = { rate: 0.3 + 2 * random(), nFft: pick(random, 256, 512, 2048) };
      return {
        title: JSON.stringify({ length: y.length, ...options }),
        call: 'librosa.effects.time_stretch',
        args: [y],
        kwargs: pythonOf(options),
        ours: () => dsp.timeStretch(y, options),
      };
    },
  },
];
