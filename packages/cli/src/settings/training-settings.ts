import { is, isNot } from './conditions.ts';
import { integer, integers, number, oneOf, optionalInteger, type SettingGroup, wordOrPrefixed } from './setting.ts';

// Conditions that several settings share.
const plateau = isNot('plateauPatience', null, 7, 'plateauPatience is a number');
const tuning = isNot('train', 'head', 'last-block', 'train is last-block, full or from:LAYER');

/** What decides a training: the head, and after it, where asked, the network. */
export const TRAINING_SETTINGS = {
  training: {
    stage: 'training',
    settings: {
      classWeights: oneOf({
        default: 'balanced',
        values: ['balanced', 'none'],
        example: 'none',
        help: 'from the training files before augmentation',
      }),
      targets: oneOf({
        default: 'label',
        values: ['label', 'raters'],
        example: 'raters',
        help: 'what is learned of a recording: its label, or the share of the raters for each label, where the corpus has them',
      }),
      headUnits: integers({
        default: [512, 512, 256],
        min: 1,
        max: 8192,
        example: [4],
        help: 'widths of the dense layers',
      }),
      dropout: number({ default: 0.2, min: 0, max: 0.95, example: 0.5, help: 'after each of them' }),
      epochs: integer({ default: 100, min: 1, max: 10000, example: 2, help: 'at most' }),
      batchSize: integer({ default: 32, min: 1, max: 4096, example: 8, help: 'examples a step' }),
      optimizer: oneOf({
        default: 'adam',
        values: ['adam', 'adamw'],
        example: 'adamw',
        help: 'adamw decays the weights',
      }),
      weightDecay: number({
        default: 0.004,
        min: 0,
        max: 1,
        example: 0.5,
        help: 'for adamw, times the learning rate',
        when: is('optimizer', 'adamw'),
      }),
      learningRateScale: number({
        default: 1,
        min: 1e-4,
        max: 1e4,
        example: 10,
        help: "times each model's published learning rate",
      }),
      monitor: oneOf({
        default: 'val_accuracy',
        values: ['val_accuracy', 'val_loss'],
        example: 'val_loss',
        help: 'what early stopping watches, and which epoch is the best',
      }),
      patience: integer({
        default: 25,
        min: 1,
        max: 10000,
        example: 1,
        help: 'epochs without a better figure before it stops',
      }),
      plateauPatience: optionalInteger({
        default: 7,
        min: 1,
        max: 10000,
        example: null,
        help: 'epochs without a better validation loss before the learning rate is reduced; null never reduces it',
      }),
      plateauFactor: number({
        default: 0.3,
        min: 0.01,
        max: 0.99,
        example: 0.5,
        help: 'that it is multiplied by',
        when: plateau,
      }),
      plateauMinimum: number({
        default: 1e-4,
        min: 0,
        max: 1,
        example: 0.04,
        help: 'learning rate that it never goes below',
        when: plateau,
      }),
      labelSmoothing: number({
        default: 0,
        min: 0,
        max: 0.5,
        example: 0.2,
        help: 'share of the target that is spread over all classes',
      }),
      mixup: number({
        default: 0,
        min: 0,
        max: 10,
        example: 0.4,
        help: 'alpha of the mixing of embeddings; 0 mixes none',
      }),
      seed: integer({
        default: 0,
        min: 0,
        max: 0xffffffff,
        example: 1,
        help: 'of every random draw, splits included',
        option: 'N',
      }),
    },
  },
  'fine-tuning': {
    stage: 'fine-tuning',
    settings: {
      train: wordOrPrefixed({
        default: 'head',
        values: ['head', 'last-block', 'full'],
        prefix: 'from',
        name: 'LAYER',
        example: 'full',
        help: 'what learns: the head alone, or after it in a second phase the backbone’s last block, all of it, or a layer and what follows',
        option: 'WHAT',
      }),
      fineTuneOn: oneOf({
        default: 'any',
        values: ['any', 'native'],
        example: 'native',
        help: 'native leaves the second phase out, and says so, where neither a GPU nor a native runtime (ONNX Runtime, TensorFlow) trains',
        when: tuning,
      }),
      fineTuneEpochs: integer({ default: 10, min: 1, max: 10000, example: 1, help: 'at most', when: tuning }),
      fineTunePatience: integer({
        default: 3,
        min: 1,
        max: 10000,
        example: 1,
        help: 'epochs without a better figure before it stops',
        when: tuning,
      }),
      fineTuneLearningRate: number({
        default: 1e-5,
        min: 1e-9,
        max: 1,
        example: 0.02,
        help: 'of a fresh optimizer',
        when: tuning,
      }),
      fineTuneBatchSize: integer({
        default: 32,
        min: 1,
        max: 4096,
        example: 4,
        help: 'spectrograms a step',
        when: tuning,
      }),
      fineTuneMemoryBatch: integer({
        default: 8,
        min: 1,
        max: 4096,
        example: 2,
        help: 'spectrograms in memory at once; the gradients of a step are accumulated',
        when: tuning,
      }),
    },
  },
} as const satisfies Record<string, SettingGroup>;
