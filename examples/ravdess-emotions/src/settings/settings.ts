import { integer, type Knob, listOf, number, oneOf, optionalInteger } from './knobs.ts';

/**
 * Everything that decides a result, one knob a key: what `ser recipes` shows, a recipe file holds and `--set` changes.
 *
 * The defaults are the published recipe; see the README for what each one does.
 */
export const KNOBS = {
  sampleRate: integer(22050, { min: 8000, max: 192000 }, 'Hz, after resampling'),
  duration: number(3, { min: 0.1, max: 60 }, 'seconds; longer clips are cut, shorter ones padded with silence'),
  noiseReduction: oneOf('none', ['none', 'spectral-subtraction', 'spectral-gating'], 'before augmentation'),
  features: oneOf('mel', ['mel', 'mel-deltas', 'mfcc-deltas'], 'what the three image channels hold'),
  nMels: integer(64, { min: 8, max: 512 }, 'mel bands'),
  nMfcc: integer(13, { min: 2, max: 128 }, 'coefficients, for mfcc-deltas'),
  nFft: integer(2048, { min: 64, max: 16384 }, 'samples a frame'),
  hopLength: integer(512, { min: 16, max: 16384 }, 'samples between frames'),
  fMin: number(0, { min: 0, max: 96000 }, 'Hz'),
  fMax: number(8000, { min: 100, max: 96000 }, 'Hz'),
  imageHeight: optionalInteger(224, { min: 32, max: 1024 }, 'pixels; null keeps one a band'),
  imageWidth: optionalInteger(224, { min: 32, max: 1024 }, 'pixels; null keeps one a frame'),
  preprocessing: oneOf(
    'none',
    ['none', 'keras'],
    'none feeds [0, 1]; keras feeds what the ImageNet weights were trained on',
  ),
  split: oneOf(
    'stratified',
    ['stratified', 'speaker-independent'],
    'stratified is by file: voices stand on both sides',
  ),
  testSize: number(0.2, { min: 0.01, max: 0.9 }, 'share of the files, for stratified'),
  folds: integer(4, { min: 2, max: 24 }, 'groups of actors, for speaker-independent'),
  fold: integer(0, { min: 0, max: 23 }, 'which of them is the test part'),
  validationSize: number(0.1, { min: 0.01, max: 0.5 }, 'share of the training part that early stopping watches'),
  balance: oneOf(
    'majority',
    ['majority', 'none'],
    'augmented copies lift rare training classes to the most frequent one',
  ),
  copies: integer(0, { min: 0, max: 20 }, 'further augmented copies of every training clip'),
  augmentations: listOf(['noise', 'stretch', 'pitch'], ['noise', 'stretch', 'pitch'], 'kinds, taken in turn'),
  noiseAmplitude: number(0.003, { min: 0, max: 1 }, 'standard deviation, full scale = 1'),
  stretchMin: number(0.85, { min: 0.25, max: 4 }, 'rate'),
  stretchMax: number(1.15, { min: 0.25, max: 4 }, 'rate'),
  pitchSemitones: number(3, { min: 0, max: 24 }, 'largest shift either way'),
  classWeights: oneOf('balanced', ['balanced', 'none'], 'from the training files before augmentation'),
  epochs: integer(100, { min: 1, max: 10000 }, 'at most'),
  batchSize: integer(32, { min: 1, max: 4096 }, 'examples a step'),
  learningRateScale: number(1, { min: 1e-4, max: 1e4 }, "times each model's published learning rate"),
  dropout: number(0.2, { min: 0, max: 0.95 }, 'between the dense layers'),
  patience: integer(25, { min: 1, max: 10000 }, 'epochs without a better validation loss before it stops'),
  seed: integer(0, { min: 0, max: 0xffffffff }, 'of every random draw'),
} as const satisfies Record<string, Knob<unknown>>;

/** The values of all knobs. */
export type Settings = { readonly [K in keyof typeof KNOBS]: (typeof KNOBS)[K] extends Knob<infer T> ? T : never };

/** The published recipe. */
export const DEFAULTS: Settings = Object.fromEntries(
  Object.entries(KNOBS).map(([key, knob]) => [key, knob.default]),
) as Settings;
