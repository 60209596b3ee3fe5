import * as dsp from '../../../packages/dsp/src/index.ts';
import { frame, magnitudes, type Options, peakOf, rowOf, signal, voice } from './dsp-draws.ts';
import { type Draw, pick, type RandomRow } from './row.ts';

const rate = (random: Draw): number => pick(random, 8000, 16000, 22050, 44100);

/** Channels of one length, as rows. */
function channels(random: Draw): dsp.Matrix<Float64Array> {
  const length = 1 + Math.floor(random() * 4000);
  const rows = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    signal(random, length, 0).map((x, n) => x * (Math.floor(n / 700) % 2 ? 1 : 1e-3)),
  );
  return new dsp.Matrix(Float64Array.from(rows.flatMap((row) => [...row])), [rows.length, length]);
}

const peaks = (random: Draw): Options => ({
  sampleRate: rate(random),
  nFft: pick(random, 512, 1024, 2048),
  fMin: pick(random, 150, 300 * random()),
  fMax: pick(random, 4000, 1000 + 2000 * random()),
  threshold: pick(random, 0.1, random()),
});

/** Samples whose peaks are clear. */
const voiced = (random: Draw, { sampleRate }: Options): Float64Array => voice(random, 1500, sampleRate as number);

const windows = [
  ...['hann', 'hamming', 'blackman', 'blackmanharris', 'nuttall', 'flattop', 'boxcar', 'bartlett', 'triang'],
  ...['cosine', 'bohman', 'barthann', 'parzen'],
];
const parameters: readonly [name: string, key: string, most: number][] = [
  ['kaiser', 'beta', 30],
  ['gaussian', 'std', 40],
  ['tukey', 'alpha', 1],
  ['general_hamming', 'alpha', 1],
  ['exponential', 'tau', 20],
];

/** Magnitudes of at least 5 rows and columns: scipy reads out of bounds when half a filter is more than four times as long as the line. */
const wide = (random: Draw): dsp.Matrix<Float64Array> => {
  const given = magnitudes(random, 5 + Math.floor(80 * random()));
  return given.shape[1] < 5 ? wide(random) : given;
};

/** Windows, channels, silence, pitch, tuning and what is taken of one transform. */
export const dspSignalRows: readonly RandomRow[] = [
  rowOf({
    name: 'getWindow',
    call: 'random_signals.window',
    run: (_, { window, length, fftbins }) => dsp.getWindow(window, length, { fftbins }),
    // The taper of a narrow `tukey` multiplies a rounded place by its steepness.
    tolerance: 2e-13,
    options: (random) => {
      const [name, key, most] = pick(random, ...parameters);
      return {
        window: random() < 0.6 ? pick(random, ...windows) : { name, [key]: most * random() },
        length: 1 + Math.floor(600 * random()),
        fftbins: random() < 0.6,
      };
    },
    python: ({ window, length, fftbins }) => ({
      window: typeof window === 'string' ? [window] : Object.values(window as object),
      length,
      fftbins,
    }),
  }),
  rowOf({
    name: 'irfft',
    call: 'scipy.fft.irfft',
    run: ({ re, im }: dsp.ComplexSpectrogram<Float64Array>, options) =>
      dsp.irfft({ re: re.data as Float64Array<ArrayBuffer>, im: im.data as Float64Array<ArrayBuffer> }, options),
    tolerance: 1e-13,
    options: (random) => ({ n: 1 + Math.floor(700 * random()) }),
    input: (random, { n }) => {
      const part = () => {
        const data = Float64Array.from({ length: Math.floor((n as number) / 2) + 1 }, () => random() - 0.5);
        return new dsp.Matrix(data, [1, data.length]);
      };
      return { re: part(), im: part() };
    },
    // Where all but the imaginary part of the first bin is empty, nothing is left of the input.
    scale: () => 1e-3,
  }),
  rowOf({
    name: 'melFrequencies',
    call: 'librosa.mel_frequencies',
    run: (_, options) => dsp.melFrequencies(options),
    tolerance: 1e-13,
    options: (random) => ({
      nMels: 1 + Math.floor(200 * random()),
      fMin: pick(random, 0, 500 * random()),
      fMax: 1000 + 20000 * random(),
      htk: random() < 0.5,
    }),
  }),
  rowOf({
    name: 'fftFrequencies',
    call: 'librosa.fft_frequencies',
    run: (_, options) => dsp.fftFrequencies(options),
    tolerance: 0,
    options: (random) => ({
      sampleRate: pick(random, 8000, 11025, 22050, 1e5 * random()),
      nFft: 1 + Math.floor(4096 * random()),
    }),
  }),
  rowOf({
    name: 'toMono',
    call: 'librosa.to_mono',
    run: (rows: dsp.Matrix<Float64Array>) => dsp.toMono(Array.from(rows)),
    tolerance: 1e-15,
    input: channels,
  }),
  rowOf({
    name: 'trimSilence',
    call: 'random_signals.trim',
    run: (rows: dsp.Matrix<Float64Array>, options) => {
      const { channels: parts, start, end } = dsp.trimSilence(Array.from(rows), options);
      return [...parts.flatMap((part) => [...part]), start, end];
    },
    tolerance: 0,
    input: channels,
    options: (random) => ({
      topDb: 10 + 60 * random(),
      frameLength: 16 + Math.floor(1000 * random()),
      hopLength: 1 + Math.floor(500 * random()),
      ...(random() < 0.4 && { ref: 10 ** (-3 * random()) }),
    }),
  }),
  rowOf({
    name: 'pitchShift',
    call: 'librosa.effects.pitch_shift',
    run: dsp.pitchShift,
    // That of `resample`, of a stretched signal whose peak may be higher.
    tolerance: 1e-4,
    input: (random) => signal(random).map((x) => x + 1e-3 * (random() - 0.5)),
    options: (random) => ({
      sampleRate: rate(random),
      nSteps: pick(random, Math.floor(25 * random()) - 12, 14 * (random() - 0.5), 40 * (random() - 0.5)),
      binsPerOctave: pick(random, 12, 12, 24),
      scale: random() < 0.3,
      nFft: pick(random, 256, 512, 2048),
    }),
    scale: (y) => peakOf(y as Float64Array),
  }),
  rowOf({
    name: 'piptrack',
    call: 'random_signals.piptrack',
    run: (y, options) => {
      const { pitches, magnitudes: heights } = dsp.piptrack(y, options);
      return [...pitches.data, ...heights.data];
    },
    tolerance: 1e-7,
    options: peaks,
    input: voiced,
  }),
  rowOf({
    name: 'estimateTuning',
    call: 'librosa.estimate_tuning',
    run: dsp.estimateTuning,
    keyword: 'y',
    measure: 'absolute',
    tolerance: 1e-12,
    options: (random) => ({
      ...peaks(random),
      resolution: pick(random, 0.01, 0.05),
      binsPerOctave: pick(random, 12, 24),
    }),
    input: voiced,
  }),
  rowOf({
    name: 'pitchTuning',
    call: 'librosa.pitch_tuning',
    run: (frequencies, options) => dsp.pitchTuning(frequencies, options),
    measure: 'absolute',
    tolerance: 1e-12,
    options: (random) => ({
      resolution: pick(random, 0.01, 0.03, 0.05, 0.3, random()),
      binsPerOctave: pick(random, 12, 24, 7),
    }),
    input: (random) => Float64Array.from({ length: Math.floor(200 * random()) }, () => 4000 * random()),
  }),
  rowOf({
    name: 'hpss',
    call: 'random_signals.hpss',
    run: (y: dsp.Matrix<Float64Array>, options) => {
      // A nudge turns a zero below itself.
      const { harmonic, percussive } = dsp.hpss(new dsp.Matrix(y.data.map(Math.abs), y.shape), options);
      return [...harmonic.data, ...percussive.data];
    },
    tolerance: 1e-12,
    input: wide,
    options: (random) => ({
      kernelSize: 1 + Math.floor(35 * random()),
      power: pick(random, 1, 2, 0.5),
      margin: pick(random, 1, 3),
    }),
  }),
  rowOf({
    name: 'spectrogram',
    call: 'random_signals.spectrogram',
    run: dsp.spectrogram,
    tolerance: 1e-10,
    input: (random) => signal(random),
    options: (random) => ({ ...frame(random), power: pick(random, 1, 2, 0.5, 3) }),
  }),
  rowOf({
    name: 'extractFeatures',
    call: 'random_signals.features',
    run: (y, { features, ...shared }) => {
      const all = {
        ...dsp.extractFeatures(y, {
          ...shared,
          features: Object.fromEntries((features as string[]).map((one) => [one, true])),
        }),
      };
      return Object.values(all).at(-1)!;
    },
    tolerance: 1e-6,
    // Decibels of silence and of rounding errors are of the rows above.
    input: (random) => signal(random).map((x) => x + 0.05 * (random() - 0.5)),
    options: (random) => {
      const names = [
        ...['powerSpectrogram', 'melSpectrogram', 'logMelSpectrogram', 'mfcc', 'spectralCentroid', 'spectralBandwidth'],
        ...['spectralFlatness', 'spectralRolloff', 'rms', 'zeroCrossingRate'],
      ];
      return {
        ...frame(random),
        sampleRate: rate(random),
        features: [...new Set([1, 2, 3].map(() => pick(random, ...names)))],
      };
    },
  }),
];
