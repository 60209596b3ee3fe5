import type { Clip, Example } from '../../corpus/clip.ts';
import { usageError } from '../../errors.ts';
import type { Settings } from '../../settings/settings.ts';

/**
 * What is learned of each example in place of its label alone: the share of the raters for each class, row by row; of a recording
 * without votes its label. Undefined where the labels are to be learned.
 *
 * @throws {SerError} where no recording has votes.
 */
export function softTargetsOf(
  examples: readonly Example[],
  labels: readonly string[],
  { targets }: Pick<Settings, 'targets'>,
): Float32Array | undefined {
  if (targets === 'label') return undefined;
  checkVotes(
    examples.map(({ clip }) => clip),
    { targets },
  );
  return Float32Array.from(
    examples.flatMap(({ clip: { label, distribution = { [label]: 1 } } }) => {
      const shares = labels.map((one) => distribution[one] ?? 0);
      const sum = shares.reduce((a, b) => a + b, 0);
      // Raters may have named what is no class of the run.
      return sum > 0 ? shares.map((share) => share / sum) : labels.map((one) => Number(one === label));
    }),
  );
}

/** Looks whether there is anything to learn from. @throws {SerError} where votes are asked for and no recording has any. */
export function checkVotes(
  clips: readonly Clip[],
  { targets }: Pick<Settings, 'targets'>,
  what: 'the corpus' | 'the training part' = 'the corpus',
): void {
  if (targets === 'label' || clips.some(({ distribution }) => distribution)) return;
  throw usageError(
    `targets raters: ${what} tells no votes of raters, a column or a row for each of several of them. Leave out --set targets=raters to learn the labels.`,
  );
}
