import { balancedClassWeights } from '@ser/models';
import { isOriginal } from '../../corpus/augmentation-plan.ts';
import type { Example } from '../../corpus/clip.ts';
import type { Settings } from '../../settings/settings.ts';

/** Class of each example, by its label's place in the run's classes. */
export function classesOf(examples: readonly Example[], labels: readonly string[]): number[] {
  const indices = new Map(labels.map((label, i) => [label, i]));
  return examples.map(({ clip }) => indices.get(clip.label)!);
}

/** Weights of the classes by how many files each has before augmentation; undefined where all count alike. */
export function classWeightsOf(
  { train, labels }: { readonly train: readonly Example[]; readonly labels: readonly string[] },
  { classWeights }: Pick<Settings, 'classWeights'>,
): number[] | undefined {
  if (classWeights === 'none') return undefined;
  const originals = train.filter(isOriginal);
  return balancedClassWeights(classesOf(originals, labels), labels.length);
}
