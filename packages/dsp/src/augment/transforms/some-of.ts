import { checkOptions, type OptionNames } from '../../check-call.ts';
import { DspError } from '../../errors.ts';
import { drawInteger } from './range.ts';
import { defineSequence, drawOrder, requireTransforms } from './sequence.ts';
import type { Transform } from './transform.ts';

/** Options of {@link someOf}. */
export interface SomeOfOptions {
  /** How many are run: a number, or the least and the most of an even draw; `null` as the most means all. */
  readonly count: number | readonly [least: number, most: number | null];
  /** Probability with which a clip is changed at all, 0 … 1. @default 1 */
  readonly p?: number | undefined;
}

const names: OptionNames<SomeOfOptions> = { count: true, p: true };

/**
 * Runs some transforms of several, in the order in which they are given, each by its own probability. `SomeOf` of
 * audiomentations.
 *
 * @throws {DspError} `invalid-option` without a transform or with a count that does not fit.
 */
export function someOf(transforms: readonly Transform[], options: SomeOfOptions): Transform {
  requireTransforms('someOf', transforms);
  checkOptions('someOf', options, names);
  const { p = 1, count } = options;
  const [least, upper] = typeof count === 'number' ? [count, count] : count;
  const most = upper ?? transforms.length;
  if (!Number.isInteger(least) || !Number.isInteger(most) || least < 0 || most < least || most > transforms.length) {
    throw new DspError(
      'invalid-option',
      `count must be an integer, or [least, most], from 0 to the number of transforms, ${transforms.length}. ` +
        `Received ${JSON.stringify(count)}.`,
    );
  }
  return defineSequence({
    type: 'someOf',
    p,
    transforms,
    options: { count },
    choose(random) {
      const size = drawInteger(random, least, most);
      return drawOrder(random, transforms.length)
        .slice(0, size)
        .sort((a, b) => a - b);
    },
  });
}
