import { checkOptions, type OptionNames } from '../../check-call.ts';
import { fixLength } from '../../fix-length.ts';
import { timeStretch } from '../time-stretch.ts';
import { drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomTimeStretch}. */
export interface RandomTimeStretchOptions extends ProbabilityOption {
  /** Slowest speed, ≥ 0.1. @default 0.8 */
  readonly minRate?: number | undefined;
  /** Fastest speed, ≤ 10. @default 1.25 */
  readonly maxRate?: number | undefined;
  /** Whether the clip is cut or continued with zeros to the length it had. @default true */
  readonly leaveLengthUnchanged?: boolean | undefined;
}

const names: OptionNames<RandomTimeStretchOptions> = {
  minRate: true,
  maxRate: true,
  leaveLengthUnchanged: true,
  p: true,
};

/** A random speed, drawn evenly. Defaults and limits of `TimeStretch` of audiomentations. */
export function randomTimeStretch(options: RandomTimeStretchOptions = {}): Transform {
  checkOptions('randomTimeStretch', options, names);
  const { p = 0.5, minRate = 0.8, maxRate = 1.25, leaveLengthUnchanged = true } = options;
  requireOrdered({ minRate, maxRate }, 0.1, 10);
  return defineTransform({
    type: 'timeStretch',
    p,
    options: { minRate, maxRate, leaveLengthUnchanged },
    draw: (_samples, _rate, random) => ({ rate: drawUniform(random, minRate, maxRate) }),
    apply(samples, _rate, { rate }) {
      const stretched = timeStretch(samples, { rate });
      return leaveLengthUnchanged ? fixLength(stretched, { size: samples.length }) : stretched;
    },
  });
}
