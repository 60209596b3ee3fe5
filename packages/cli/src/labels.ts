import { EMOTIONS, type Emotion } from '@ser/ravdess';

/** The classes in the order of the published tables, which is scikit-learn's: alphabetical. A class's index is its place here. */
export const LABELS: readonly Emotion[] = [...EMOTIONS].sort();

/** Class index of an emotion. */
export function labelIndex(emotion: Emotion): number {
  return LABELS.indexOf(emotion);
}
