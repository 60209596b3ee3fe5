import { balancedClassWeights } from '@ser/models';
import type { Example } from '../corpus/clip.ts';
import { LABELS, labelIndex } from '../labels.ts';
import type { Settings } from '../settings/settings.ts';

/** Class of each example. */
export function labelsOf(examples: readonly Example[]): number[] {
  return examples.map((example) => labelIndex(example.clip.recording.emotion));
}

/** Weights of the classes by how many files each has before augmentation; undefined where all count alike. */
export function classWeightsOf(
  train: readonly Example[],
  { classWeights }: Pick<Settings, 'classWeights'>,
): number[] | undefined {
  if (classWeights === 'none') return undefined;
  return balancedClassWeights(labelsOf(train.filter(({ augmentation }) => augmentation === null)), LABELS.length);
}
