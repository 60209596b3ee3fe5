import type { Recipe } from './recipe.ts';

/** What an honest evaluation needs, and what helps small data. */
export const speakerIndependent: Recipe = {
  about:
    'An honest evaluation: five actor folds, so that no voice is on two sides; images as the ImageNet weights expect them; masked copies, mixup, and the last block fine-tuned in a second phase where there is a GPU or native TensorFlow. With --fold all every voice is tested once.',
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
};
