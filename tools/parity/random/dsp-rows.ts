import * as dsp from '../../../packages/dsp/src/index.ts';
import { dspAugmentRows } from './dsp-augment-rows.ts';
import { type Compared, frame, magnitudes, type Options, peakOf, pythonOf, rowOf, signal } from './dsp-draws.ts';
import { dspPraatRows } from './dsp-praat-rows.ts';
import { dspScaleRows } from './dsp-scale-rows.ts';
import { dspSignalRows } from './dsp-signal-rows.ts';
import { dspVoiceRows } from './dsp-voice-rows.ts';
import { type Draw, pick, type RandomRow } from './row.ts';

/** A feature of librosa that takes `y` and the options of its transform, and others drawn by `more`. */
function feature(
  name: string,
  run: Compared['run'],
  tolerance: number,
  more: (random: Draw) => Options = () => ({}),
  rest: Partial<Compared> = {},
): RandomRow {
  return rowOf({
    name,
    call: `librosa.feature.${name === 'melSpectrogram' ? 'melspectrogram' : name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`,
    run,
    keyword: 'y',
    measure: /mfcc|Contrast/.test(name) ? 'absolute' : 'relative',
    tolerance,
    input: (random) => signal(random),
    options: (random) => ({ ...frame(random), ...more(random) }),
    ...rest,
  });
}

const rate = (random: Draw): Options => ({ sampleRate: pick(random, 8000, 16000, 22050, 44100) });
const mel = (random: Draw): Options => ({ ...rate(random), nMels: 4 + Math.floor(random() * 60), htk: random() < 0.3 });
const rates = [6000, 8000, 9600, 11025, 12000, 16000, 18000, 22050, 24000, 24414, 32000, 44100, 48000, 96000, 192000];
const anyRate = (random: Draw): number => (random() < 0.2 ? 6000 + 40000 * random() : pick(random, ...rates));

const complexOf = (random: Draw): dsp.ComplexSpectrogram<Float64Array> => {
  const re = magnitudes(random, pick(random, 33, 65, 129, 201));
  const im = new dsp.Matrix(
    re.data.map(() => random() - 0.5),
    re.shape,
  );
  return { re, im };
};

/** The functions of `@ser/dsp` that librosa, soxr or scipy have. */
export const dspRows: readonly RandomRow[] = [
  rowOf({
    name: 'resample',
    call: 'soxr.resample',
    run: (y, options) => dsp.resample(y, { ...options, fix: false }),
    // 119 dB below the larger peak are claimed for the pairs of 20 rates, 100 dB for any; what a low-pass removes was rounded too.
    tolerance: 1e-5,
    input: (random) => signal(random),
    options: (random) => ({ from: anyRate(random), to: anyRate(random) }),
    python: ({ from, to }) => ({ in_rate: from, out_rate: to, quality: 'HQ' }),
    scale: (y) => peakOf(y as Float64Array),
  }),
  rowOf({
    name: 'stft',
    call: 'librosa.stft',
    run: dsp.stft,
    tolerance: 1e-10,
    input: (random) => signal(random),
    options: (random) => ({
      ...frame(random),
      padMode: pick(random, 'constant', 'edge', 'reflect', 'symmetric', 'linear_ramp'),
    }),
  }),
  rowOf({
    name: 'istft',
    call: 'librosa.istft',
    run: dsp.istft,
    tolerance: 1e-10,
    input: complexOf,
    options: (random) => ({
      hopLength: 1 + Math.floor(random() * 16),
      window: pick(random, 'hann', 'hamming', 'boxcar'),
      length: pick<number | undefined>(random, undefined, 100, 1000),
    }),
    python: (options) => pythonOf(JSON.parse(JSON.stringify(options)) as object),
  }),
  rowOf({
    name: 'phaseVocoder',
    call: 'librosa.phase_vocoder',
    run: dsp.phaseVocoder,
    tolerance: 1e-8,
    input: complexOf,
    options: (random) => ({ rate: 0.3 + 2 * random() }),
  }),
  feature('melSpectrogram', dsp.melSpectrogram, 1e-9, mel),
  feature('mfcc', dsp.mfcc, 1e-7, (random) => ({ ...mel(random), nMfcc: 1 + Math.floor(random() * 4) })),
  // The tuning is given: an estimated one is the fullest class of a histogram, which a last bit may decide.
  feature('chromaStft', dsp.chromaStft, 1e-7, (random) => ({ ...rate(random), tuning: random() - 0.5 })),
  feature('spectralCentroid', dsp.spectralCentroid, 1e-9, rate),
  feature('spectralBandwidth', dsp.spectralBandwidth, 1e-6, rate),
  feature('spectralRolloff', dsp.spectralRolloff, 1e-9, rate),
  feature('spectralFlatness', dsp.spectralFlatness, 1e-8),
  feature(
    'spectralContrast',
    dsp.spectralContrast,
    1e-6,
    (random) => ({ ...rate(random), nBands: 1 + Math.floor(random() * 4) }),
    {
      refusals: [
        {
          message: /holds too few bins/,
          why: 'librosa gives NaN, the mean of no bins',
          holds: (values) => Array.from(values).some(Number.isNaN),
        },
      ],
    },
  ),
  rowOf({
    name: 'rms',
    call: 'librosa.feature.rms',
    run: dsp.rms,
    keyword: 'y',
    tolerance: 1e-10,
    input: (random) => signal(random),
    options: (random) => ({ frameLength: 1 + Math.floor(random() * 2000), hopLength: 1 + Math.floor(random() * 900) }),
    // librosa squares in float32 unless it is told otherwise.
    python: (options) => ({ ...pythonOf(options), dtype: 'float64' }),
  }),
  rowOf({
    name: 'zeroCrossingRate',
    call: 'librosa.feature.zero_crossing_rate',
    run: dsp.zeroCrossingRate,
    measure: 'absolute',
    tolerance: 1e-12,
    input: (random) => signal(random),
    options: (random) => ({
      frameLength: 16 + Math.floor(random() * 2000),
      hopLength: 1 + Math.floor(random() * 900),
      threshold: pick(random, 1e-10, 0.1),
      zeroPos: random() < 0.5,
    }),
  }),
  rowOf({
    name: 'delta',
    call: 'librosa.feature.delta',
    run: dsp.delta,
    tolerance: 1e-9,
    input: (random) => magnitudes(random),
    options: (random) => ({
      width: pick(random, 3, 5, 9),
      order: pick(random, 1, 1, 2),
      mode: pick(random, 'interp', 'nearest', 'mirror', 'wrap', 'constant'),
    }),
    // A slope of equal values is a sum that cancels.
    scale: (matrix) => peakOf((matrix as dsp.Matrix<Float64Array>).data),
  }),
  rowOf({
    name: 'stackMemory',
    call: 'librosa.feature.stack_memory',
    run: dsp.stackMemory,
    tolerance: 0,
    input: (random) => magnitudes(random),
    options: (random) => ({ nSteps: 1 + Math.floor(random() * 5), delay: pick(random, 1, 2, 3, -1, -2) }),
  }),
  rowOf({
    name: 'tonnetz',
    call: 'librosa.feature.tonnetz',
    run: (chroma) => dsp.tonnetz(chroma),
    keyword: 'chroma',
    tolerance: 1e-10,
    input: (random) => magnitudes(random, pick(random, 12, 24, 36, 7)),
  }),
  rowOf({
    name: 'pcen',
    call: 'librosa.pcen',
    run: dsp.pcen,
    tolerance: 1e-9,
    input: (random) => magnitudes(random),
    options: (random) => ({
      gain: random(),
      bias: pick(random, 0, 1, 2),
      power: pick(random, 0, 0.25, 0.5),
      timeConstant: 0.05 + random(),
      maxSize: 1 + Math.floor(random() * 3),
    }),
  }),
  rowOf({
    name: 'timeStretch',
    call: 'librosa.effects.time_stretch',
    run: dsp.timeStretch,
    tolerance: 1e-7,
    // A floor of noise: where bins are empty, a phase is that of a rounding error, here as there, and is carried on.
    input: (random) => signal(random).map((x) => x + 1e-3 * (random() - 0.5)),
    options: (random) => ({ rate: 0.3 + 2 * random(), nFft: pick(random, 256, 512, 2048) }),
  }),
  rowOf({
    name: 'addGaussianNoise',
    call: 'random_references.gaussian_noise',
    run: dsp.addGaussianNoise,
    tolerance: 1e-15,
    input: (random) => signal(random),
    options: (random) => ({ seed: Math.floor(random() * 2 ** 32), amplitude: pick(random, 0.003, 0.1, 1) }),
  }),
  ...dspScaleRows,
  ...dspSignalRows,
  ...dspAugmentRows,
  ...dspPraatRows,
  ...dspVoiceRows,
];
