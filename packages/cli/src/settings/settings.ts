import {
  integer,
  integers,
  type Knob,
  listOf,
  number,
  oneOf,
  optionalInteger,
  wordOrInteger,
  wordOrPrefixed,
} from './knobs.ts';

/**
 * Everything that decides a result, one knob a key, by the stage that it decides first: what `ser recipes` shows, a recipe
 * holds and `--set` changes.
 *
 * The defaults are the published recipe.
 */
export const STAGES = {
  audio: {
    sampleRate: integer(22050, { min: 8000, max: 192000 }, 'Hz, after resampling'),
    duration: number(3, { min: 0.1, max: 60 }, 'seconds; longer clips are cut, shorter ones padded with silence'),
    noiseReduction: oneOf('none', ['none', 'spectral-subtraction', 'spectral-gating'], 'before augmentation'),
    noiseStrength: number(1, { min: 0, max: 1 }, 'share of its attenuation that noise reduction carries out'),
  },
  features: {
    features: oneOf('mel', ['mel', 'mel-deltas', 'mfcc-deltas'], 'what the three image channels hold'),
    nMels: integer(64, { min: 8, max: 512 }, 'mel bands'),
    nMfcc: integer(13, { min: 2, max: 128 }, 'coefficients, for mfcc-deltas'),
    nFft: integer(2048, { min: 64, max: 16384 }, 'samples a frame'),
    hopLength: integer(512, { min: 16, max: 16384 }, 'samples between frames'),
    fMin: number(0, { min: 0, max: 96000 }, 'Hz'),
    fMax: number(8000, { min: 100, max: 96000 }, 'Hz'),
  },
  image: {
    imageHeight: optionalInteger(224, { min: 32, max: 1024 }, 'pixels; null keeps one a band'),
    imageWidth: optionalInteger(224, { min: 32, max: 1024 }, 'pixels; null keeps one a frame'),
    scaling: oneOf(
      'min-max',
      ['min-max', 'z-score', 'fixed-range'],
      'how features become [0, 1]: by the clip’s own extremes, its mean ± 3 deviations, or scaleMin … scaleMax',
    ),
    scaleMin: number(-80, { min: -200, max: 100 }, 'dB below the loudest value that becomes 0, for fixed-range'),
    scaleMax: number(0, { min: -200, max: 100 }, 'dB that becomes 1, for fixed-range'),
    preprocessing: oneOf(
      'none',
      ['none', 'keras'],
      'none feeds [0, 1]; keras feeds what the ImageNet weights were trained on',
    ),
  },
  split: {
    vocalChannel: oneOf('both', ['both', 'speech', 'song'], 'which recordings take part'),
    split: oneOf(
      'stratified',
      ['stratified', 'speaker-independent'],
      'stratified is by file: voices stand on both sides',
    ),
    testSize: number(0.2, { min: 0.01, max: 0.9 }, 'share of the files, for stratified'),
    actorPreset: oneOf(
      'none',
      ['none', 'audb', 'emobox', 'luna-jimenez', 'leave-one-actor-out'],
      'published actor folds instead of drawn ones, for speaker-independent',
    ),
    folds: integer(4, { min: 2, max: 24 }, 'groups of actors to draw, for speaker-independent without a preset'),
    fold: wordOrInteger(0, ['all'], { min: 0, max: 98 }, 'which fold is the test part; all tests each in turn'),
    validation: oneOf(
      'train-part',
      ['train-part', 'test'],
      'what early stopping watches; test, as the published runs very probably did, is for comparison only',
    ),
    validationSize: number(0.1, { min: 0.01, max: 0.5 }, 'share of the training part, for train-part'),
  },
  augmentation: {
    balance: wordOrInteger(
      'majority',
      ['majority', 'median', 'none'],
      { min: 1, max: 100000 },
      'examples that augmented copies lift every rarer training class to: those of the most frequent or the median class, or so many',
    ),
    copies: integer(0, { min: 0, max: 20 }, 'further augmented copies of every training clip'),
    augmentations: listOf(['noise', 'stretch', 'pitch'], ['noise', 'stretch', 'pitch'], 'kinds, taken in turn'),
    noiseAmplitude: number(0.003, { min: 0, max: 1 }, 'standard deviation, full scale = 1'),
    stretchMin: number(0.85, { min: 0.25, max: 4 }, 'rate'),
    stretchMax: number(1.15, { min: 0.25, max: 4 }, 'rate'),
    pitchSemitones: number(3, { min: 0, max: 24 }, 'largest shift either way'),
    maskedCopies: integer(0, { min: 0, max: 20 }, 'SpecAugment copies of every training example'),
    bandMasks: integer(1, { min: 0, max: 8 }, 'masks over mel bands, each masked copy'),
    bandMaskWidth: integer(16, { min: 1, max: 512 }, 'bands, at most, a mask'),
    timeMasks: integer(1, { min: 0, max: 8 }, 'masks over time, each masked copy'),
    timeMaskWidth: integer(24, { min: 1, max: 1024 }, 'frames, at most, a mask'),
  },
  training: {
    classWeights: oneOf('balanced', ['balanced', 'none'], 'from the training files before augmentation'),
    headUnits: integers([512, 512, 256], { min: 1, max: 8192 }, 'widths of the dense layers'),
    dropout: number(0.2, { min: 0, max: 0.95 }, 'after each of them'),
    epochs: integer(100, { min: 1, max: 10000 }, 'at most'),
    batchSize: integer(32, { min: 1, max: 4096 }, 'examples a step'),
    optimizer: oneOf('adam', ['adam', 'adamw'], 'adamw decays the weights'),
    weightDecay: number(0.004, { min: 0, max: 1 }, 'for adamw, times the learning rate'),
    learningRateScale: number(1, { min: 1e-4, max: 1e4 }, "times each model's published learning rate"),
    monitor: oneOf(
      'val_accuracy',
      ['val_accuracy', 'val_loss'],
      'what early stopping watches, and which epoch is the best',
    ),
    patience: integer(25, { min: 1, max: 10000 }, 'epochs without a better figure before it stops'),
    plateauPatience: optionalInteger(
      7,
      { min: 1, max: 10000 },
      'epochs without a better validation loss before the learning rate is reduced; null never reduces it',
    ),
    plateauFactor: number(0.3, { min: 0.01, max: 0.99 }, 'that it is multiplied by'),
    plateauMinimum: number(1e-4, { min: 0, max: 1 }, 'learning rate that it never goes below'),
    labelSmoothing: number(0, { min: 0, max: 0.5 }, 'share of the target that is spread over all classes'),
    mixup: number(0, { min: 0, max: 10 }, 'alpha of the mixing of embeddings; 0 mixes none'),
    seed: integer(0, { min: 0, max: 0xffffffff }, 'of every random draw, splits included'),
  },
  'fine-tuning': {
    train: wordOrPrefixed(
      'head',
      { words: ['head', 'last-block', 'full'], prefix: 'from', name: 'LAYER' },
      'what learns: the head alone, or after it in a second phase the backbone’s last block, all of it, or a layer and what follows',
    ),
    fineTuneOn: oneOf(
      'any',
      ['any', 'native'],
      'native leaves the second phase out, and says so, where there is neither GPU nor native TensorFlow',
    ),
    fineTuneEpochs: integer(10, { min: 1, max: 10000 }, 'at most'),
    fineTunePatience: integer(3, { min: 1, max: 10000 }, 'epochs without a better figure before it stops'),
    fineTuneLearningRate: number(1e-5, { min: 1e-9, max: 1 }, 'of a fresh optimizer'),
    fineTuneBatchSize: integer(32, { min: 1, max: 4096 }, 'spectrograms a step'),
    fineTuneMemoryBatch: integer(
      8,
      { min: 1, max: 4096 },
      'spectrograms in memory at once; the gradients of a step are accumulated',
    ),
  },
} as const satisfies Record<string, Record<string, Knob<unknown>>>;

/** Every knob by its key. */
export const KNOBS = {
  ...STAGES.audio,
  ...STAGES.features,
  ...STAGES.image,
  ...STAGES.split,
  ...STAGES.augmentation,
  ...STAGES.training,
  ...STAGES['fine-tuning'],
} as const satisfies Record<string, Knob<unknown>>;

/** The values of all knobs. */
export type Settings = { readonly [K in keyof typeof KNOBS]: (typeof KNOBS)[K] extends Knob<infer T> ? T : never };

/** The published recipe. */
export const DEFAULTS: Settings = Object.fromEntries(
  Object.entries(KNOBS).map(([key, knob]) => [key, knob.default]),
) as Settings;
