import type { Recipe } from './recipe.ts';

/** Small enough for a coffee break on two cores. */
export const demo: Recipe = {
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
};
