import type { Settings } from './settings.ts';

/** A named set of settings; what it leaves out stands at its default. */
export interface Recipe {
  readonly about: string;
  readonly settings: Partial<Settings>;
}

/** The recipes that come with the program, by name. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  // The recipe behind the published table, as far as it is published; every key that it speaks of stands here.
  published: {
    about:
      'The published recipe: 224 × 224 images in [0, 1], stratified 80/20 by file. Early stopping watches a tenth of the training part; validation=test watches the test part, as the published runs very probably did.',
    settings: {
      sampleRate: 22050,
      duration: 3,
      noiseReduction: 'none',
      features: 'mel',
      nMels: 64,
      fMin: 0,
      fMax: 8000,
      imageHeight: 224,
      imageWidth: 224,
      scaling: 'min-max',
      preprocessing: 'none',
      split: 'stratified',
      testSize: 0.2,
      validation: 'train-part',
      validationSize: 0.1,
      balance: 'majority',
      augmentations: ['noise', 'stretch', 'pitch'],
      noiseAmplitude: 0.003,
      stretchMin: 0.85,
      stretchMax: 1.15,
      pitchSemitones: 3,
      classWeights: 'balanced',
      headUnits: [512, 512, 256],
      dropout: 0.2,
      epochs: 100,
      batchSize: 32,
      optimizer: 'adam',
      learningRateScale: 1,
      monitor: 'val_accuracy',
      patience: 25,
      plateauPatience: 7,
      plateauFactor: 0.3,
      plateauMinimum: 1e-4,
      train: 'head',
    },
  },
  // What an honest evaluation needs, and what helps small data.
  'speaker-independent': {
    about:
      'An honest evaluation: five actor folds, so that no voice is on two sides; images as the ImageNet weights expect them; masked copies, mixup, and the last block fine-tuned in a second phase where a GPU or a native runtime trains. With --fold all every voice is tested once.',
    settings: {
      preprocessing: 'keras',
      split: 'speaker-independent',
      folds: 5,
      validation: 'train-part',
      validationSize: 0.15,
      balance: 'none',
      maskedCopies: 2,
      classWeights: 'balanced',
      monitor: 'val_loss',
      plateauPatience: null,
      labelSmoothing: 0.05,
      mixup: 0.2,
      train: 'last-block',
      fineTuneOn: 'native',
    },
  },
  // The protocol that published figures of frozen speech encoders have.
  emobox: {
    about:
      'For speech encoders (--model DIR or owner/name): RAVDESS speech in the six published folds of actors, whole clips at 16 kHz, a head on the weighted sum of all hidden states. On another corpus: --set actorPreset=none, and vocalChannel=both where there is song.',
    settings: {
      vocalChannel: 'speech',
      sampleRate: 16000,
      duration: 30,
      split: 'speaker-independent',
      actorPreset: 'emobox',
      fold: 'all',
      validation: 'train-part',
      validationSize: 0.2,
      balance: 'none',
      classWeights: 'none',
      headUnits: [256],
      epochs: 100,
      batchSize: 32,
      optimizer: 'adam',
      monitor: 'val_accuracy',
      plateauPatience: null,
      train: 'head',
    },
  },
  // Small enough for a coffee break on two cores.
  demo: {
    about:
      'For the demo corpus: the spectrogram in its own size, six unseen voices as the test part, settings that fit a small corpus.',
    settings: {
      imageHeight: null,
      imageWidth: null,
      split: 'speaker-independent',
      validationSize: 0.2,
      epochs: 60,
      learningRateScale: 3,
      monitor: 'val_loss',
      patience: 15,
      plateauPatience: null,
    },
  },
};
