import type { PublishedReport } from './published-report.ts';

/** Names of the three published models. */
export type PublishedModel = 'ResNet101' | 'VGG16' | 'VGG19';

/**
 * The three-model results on RAVDESS that this project sets out to reproduce: audio-only speech and song, 491 test files of 2,452,
 * split by file and not by speaker, so they say nothing about speakers that are not in the training part.
 */
export const publishedReports: Readonly<Record<PublishedModel, PublishedReport>> = {
  ResNet101: {
    overall: {
      accuracy: 57.84,
      macroF1: 57.78,
      weightedF1: 57.37,
      macroPrecision: 57.21,
      macroRecall: 59.07,
    },
    classes: {
      angry: {
        precision: 0.6515,
        recall: 0.5733,
        f1: 0.6099,
        support: 75,
      },
      calm: {
        precision: 0.6374,
        recall: 0.7733,
        f1: 0.6988,
        support: 75,
      },
      disgust: {
        precision: 0.6047,
        recall: 0.6667,
        f1: 0.6341,
        support: 39,
      },
      fearful: {
        precision: 0.6429,
        recall: 0.6,
        f1: 0.6207,
        support: 75,
      },
      happy: {
        precision: 0.5588,
        recall: 0.5067,
        f1: 0.5315,
        support: 75,
      },
      neutral: {
        precision: 0.46,
        recall: 0.6053,
        f1: 0.5227,
        support: 38,
      },
      sad: {
        precision: 0.4167,
        recall: 0.3333,
        f1: 0.3704,
        support: 75,
      },
      surprised: {
        precision: 0.6047,
        recall: 0.6667,
        f1: 0.6341,
        support: 39,
      },
    },
  },
  VGG16: {
    overall: {
      accuracy: 59.06,
      macroF1: 59.28,
      weightedF1: 57.56,
      macroPrecision: 58.13,
      macroRecall: 61.93,
    },
    classes: {
      angry: {
        precision: 0.7385,
        recall: 0.64,
        f1: 0.6857,
        support: 75,
      },
      calm: {
        precision: 0.65,
        recall: 0.6933,
        f1: 0.671,
        support: 75,
      },
      disgust: {
        precision: 0.6,
        recall: 0.6923,
        f1: 0.6429,
        support: 39,
      },
      fearful: {
        precision: 0.5684,
        recall: 0.72,
        f1: 0.6353,
        support: 75,
      },
      happy: {
        precision: 0.5231,
        recall: 0.4533,
        f1: 0.4857,
        support: 75,
      },
      neutral: {
        precision: 0.5814,
        recall: 0.6579,
        f1: 0.6173,
        support: 38,
      },
      sad: {
        precision: 0.3409,
        recall: 0.2,
        f1: 0.2521,
        support: 75,
      },
      surprised: {
        precision: 0.6481,
        recall: 0.8974,
        f1: 0.7527,
        support: 39,
      },
    },
  },
  VGG19: {
    overall: {
      accuracy: 59.88,
      macroF1: 60.26,
      weightedF1: 59.27,
      macroPrecision: 59.7,
      macroRecall: 61.53,
    },
    classes: {
      angry: {
        precision: 0.7333,
        recall: 0.5867,
        f1: 0.6519,
        support: 75,
      },
      calm: {
        precision: 0.6786,
        recall: 0.76,
        f1: 0.717,
        support: 75,
      },
      disgust: {
        precision: 0.5455,
        recall: 0.6154,
        f1: 0.5783,
        support: 39,
      },
      fearful: {
        precision: 0.6047,
        recall: 0.6933,
        f1: 0.646,
        support: 75,
      },
      happy: {
        precision: 0.5068,
        recall: 0.4933,
        f1: 0.5,
        support: 75,
      },
      neutral: {
        precision: 0.619,
        recall: 0.6842,
        f1: 0.65,
        support: 38,
      },
      sad: {
        precision: 0.4211,
        recall: 0.32,
        f1: 0.3636,
        support: 75,
      },
      surprised: {
        precision: 0.6667,
        recall: 0.7692,
        f1: 0.7143,
        support: 39,
      },
    },
  },
};
