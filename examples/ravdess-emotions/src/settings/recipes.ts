import type { Settings } from './settings.ts';

/** A named set of settings; what it leaves out stands at its default. */
export interface Recipe {
  readonly about: string;
  readonly settings: Partial<Settings>;
}

/** The recipes that come with the program. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  published: {
    about:
      'The published recipe: 224 × 224 images in [0, 1], stratified 80/20 by file, early stopping on a tenth of the training part.',
    settings: {},
  },
  demo: {
    about:
      'For the demo corpus: the spectrogram in its own size, six unseen voices as the test part, settings that fit a small corpus.',
    settings: {
      imageHeight: null,
      imageWidth: null,
      split: 'speaker-independent',
      validationSize: 0.2,
      epochs: 60,
      patience: 15,
      learningRateScale: 3,
    },
  },
};
