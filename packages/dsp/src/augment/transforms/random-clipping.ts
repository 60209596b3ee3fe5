import { checkOptions, type OptionNames } from '../../check-call.ts';
import { select } from '../../select.ts';
import { clip } from '../clip.ts';
import { drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomClipping}. */
export interface RandomClippingOptions extends ProbabilityOption {
  /** Least share of the samples that is clipped, in percent, ≥ 0. @default 0 */
  readonly minPercentile?: number | undefined;
  /** Largest share, ≤ 100. @default 40 */
  readonly maxPercentile?: number | undefined;
}

const names: OptionNames<RandomClippingOptions> = { minPercentile: true, maxPercentile: true, p: true };

/** An overdriven recording: a random share of the loudest samples is clipped. Defaults of `ClippingDistortion` of audiomentations. */
export function randomClipping(options: RandomClippingOptions = {}): Transform {
  checkOptions('randomClipping', options, names);
  const { p = 0.5, minPercentile = 0, maxPercentile = 40 } = options;
  requireOrdered({ minPercentile, maxPercentile }, 0, 100);
  return defineTransform({
    type: 'clipping',
    p,
    options: { minPercentile, maxPercentile },
    draw: (_samples, _rate, random) => ({ percentile: drawUniform(random, minPercentile, maxPercentile) }),
    apply(samples, _rate, { percentile }) {
      const magnitudes = Float64Array.from(samples, Math.abs);
      const limit = select(magnitudes, Math.round((1 - percentile / 100) * (samples.length - 1)));
      return clip(samples, { min: -limit, max: limit });
    },
  });
}
