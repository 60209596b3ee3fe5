import { checkOptions, type OptionNames } from '../../check-call.ts';
import { defineSequence, drawOrder } from './sequence.ts';
import type { Transform } from './transform.ts';

/** Options of {@link compose}. */
export interface ComposeOptions {
  /** Probability with which a clip is changed at all, 0 … 1. @default 1 */
  readonly p?: number | undefined;
  /** Whether the transforms run in random order. @default false */
  readonly shuffle?: boolean | undefined;
}

const names: OptionNames<ComposeOptions> = { p: true, shuffle: true };

/**
 * Runs all transforms one after another, each by its own probability. `Compose` of audiomentations.
 *
 * @throws {DspError} `invalid-option` without a transform.
 */
export function compose(transforms: readonly Transform[], options: ComposeOptions = {}): Transform {
  checkOptions('compose', options, names);
  const { p = 1, shuffle = false } = options;
  return defineSequence({
    type: 'compose',
    p,
    transforms,
    options: { shuffle },
    choose: (random) => (shuffle ? drawOrder(random, transforms.length) : Array.from(transforms.keys())),
  });
}
