import type { PublishedFolds } from '../../rows/published-folds.ts';

/** The published speaker-independent splits of RAVDESS. */
export const RAVDESS_FOLDS: readonly PublishedFolds[] = [
  {
    name: 'audb',
    source: 'audb dataset "ravdess" 1.1.3, unofficial speaker-independent split',
    by: 'speaker',
    folds: [{ test: actors(21, 22, 23, 24), validation: actors(16, 17, 19, 20) }],
  },
  {
    name: 'emobox',
    source: 'EmoBox (INTERSPEECH 2024), RAVDESS folds',
    by: 'speaker',
    folds: testFolds([1, 11, 20, 21], [4, 10, 12, 14], [8, 9, 19, 23], [3, 5, 7, 24], [2, 15, 16, 18], [6, 13, 17, 22]),
  },
  {
    name: 'luna-jimenez',
    source: 'Luna-Jiménez et al. (Sensors 2021; Applied Sciences 2022), subject-wise 5-fold cross-validation',
    by: 'speaker',
    folds: testFolds([2, 5, 14, 15, 16], [3, 6, 7, 13, 18], [10, 11, 12, 19, 20], [8, 17, 21, 23, 24], [1, 4, 9, 22]),
  },
];

function actors(...numbers: number[]): string[] {
  return numbers.map((number) => String(number).padStart(2, '0'));
}

function testFolds(...folds: number[][]): PublishedFolds['folds'] {
  return folds.map((test) => ({ test: actors(...test), validation: [] }));
}
