import { checkOptions, type OptionNames } from '../../check-call.ts';
import { equalize } from '../filters/equalize.ts';
import { drawFrequency, drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomPeak}. */
export interface RandomPeakOptions extends ProbabilityOption {
  /** Lowest center in Hz, above 0. @default 50 */
  readonly minCenter?: number | undefined;
  /** Highest center in Hz; beyond 0.49 of the sample rate it counts as that. @default 7500 */
  readonly maxCenter?: number | undefined;
  /** Deepest gain in dB. @default -12 */
  readonly minGainDb?: number | undefined;
  /** Highest gain in dB. @default 12 */
  readonly maxGainDb?: number | undefined;
  /** Widest peak: quality, above 0. @default 0.5 */
  readonly minQ?: number | undefined;
  /** Narrowest peak: quality. @default 5 */
  readonly maxQ?: number | undefined;
}

const names: OptionNames<RandomPeakOptions> = {
  minCenter: true,
  maxCenter: true,
  minGainDb: true,
  maxGainDb: true,
  minQ: true,
  maxQ: true,
  p: true,
};

/** A random region lifted or lowered: center drawn evenly in mel, gain in dB, quality evenly. */
export function randomPeak(options: RandomPeakOptions = {}): Transform {
  checkOptions('randomPeak', options, names);
  const { p = 0.5, minCenter = 50, maxCenter = 7500, minGainDb = -12, maxGainDb = 12, minQ = 0.5, maxQ = 5 } = options;
  requireOrdered({ minCenter, maxCenter }, 1e-3, 1e6);
  requireOrdered({ minGainDb, maxGainDb }, -60, 60);
  requireOrdered({ minQ, maxQ }, 1e-3, 1e3);
  return defineTransform({
    type: 'peak',
    p,
    options: { minCenter, maxCenter, minGainDb, maxGainDb, minQ, maxQ },
    draw: (_samples, sampleRate, random) => ({
      frequency: Math.min(0.49 * sampleRate, drawFrequency(random, minCenter, maxCenter)),
      gainDb: drawUniform(random, minGainDb, maxGainDb),
      q: drawUniform(random, minQ, maxQ),
    }),
    apply: (samples, sampleRate, band) => equalize(samples, { sampleRate, bands: [band] }),
  });
}
