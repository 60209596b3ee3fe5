import { checkOptions, type OptionNames } from '../../check-call.ts';
import { bandPass } from '../filters/band-pass.ts';
import { drawFrequency, drawUniform, requireOrdered } from './range.ts';
import { drawOrder, type RollOffOptions, rollOffOf } from './roll-off.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomBandPass}. */
export interface RandomBandPassOptions extends ProbabilityOption, RollOffOptions {
  /** Lowest center in Hz, above 0. @default 200 */
  readonly minCenter?: number | undefined;
  /** Highest center in Hz. @default 4000 */
  readonly maxCenter?: number | undefined;
  /** Narrowest band as a part of its center, above 0. @default 0.5 */
  readonly minBandwidthFraction?: number | undefined;
  /** Widest band as a part of its center, below 2. @default 1.99 */
  readonly maxBandwidthFraction?: number | undefined;
}

const names: OptionNames<RandomBandPassOptions> = {
  minCenter: true,
  maxCenter: true,
  minBandwidthFraction: true,
  maxBandwidthFraction: true,
  p: true,
  minRollOff: true,
  maxRollOff: true,
  zeroPhase: true,
};

/**
 * A band-pass with a random center, drawn evenly in mel, and a random width; edges beyond what the sample rate holds
 * count as 0.49 of it. Defaults of `BandPassFilter` of audiomentations.
 */
export function randomBandPass(options: RandomBandPassOptions = {}): Transform {
  checkOptions('randomBandPass', options, names);
  const { p = 0.5, minCenter = 200, maxCenter = 4000 } = options;
  const { minBandwidthFraction = 0.5, maxBandwidthFraction = 1.99 } = options;
  requireOrdered({ minCenter, maxCenter }, 1e-3, 1e6);
  requireOrdered({ minBandwidthFraction, maxBandwidthFraction }, 1e-3, 1.999);
  const rollOff = rollOffOf(options);
  return defineTransform({
    type: 'bandPass',
    p,
    options: { minCenter, maxCenter, minBandwidthFraction, maxBandwidthFraction, ...rollOff },
    draw(_samples, sampleRate, random) {
      const center = drawFrequency(random, minCenter, maxCenter);
      const half = (center * drawUniform(random, minBandwidthFraction, maxBandwidthFraction)) / 2;
      const high = Math.min(0.49 * sampleRate, center + half);
      return {
        low: Math.min(center - half, 0.9 * high),
        high,
        order: drawOrder(random, rollOff),
        zeroPhase: rollOff.zeroPhase,
      };
    },
    apply: (samples, sampleRate, parameters) => bandPass(samples, { sampleRate, ...parameters }),
  });
}
