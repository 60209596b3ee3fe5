import { checkCall, type OptionNames } from '../check-call.ts';
import { requireFinite, type Signal } from '../signal.ts';
import { requirePositive, requireRange } from '../validate.ts';

/** Which pulses count as neighbors of one voice. */
export interface PeriodOptions {
  /**
   * Shortest period in seconds.
   * @default 0.0001
   */
  minPeriod?: number | undefined;
  /**
   * Longest period in seconds.
   * @default 0.02
   */
  maxPeriod?: number | undefined;
  /**
   * How often a period may hold its neighbor, or be held by it, at least 1.
   * @default 1.3
   */
  maxPeriodFactor?: number | undefined;
}

export const periodNames: OptionNames<PeriodOptions> = { minPeriod: true, maxPeriod: true, maxPeriodFactor: true };

/** {@link PeriodOptions} checked: whether two neighboring periods belong together, and whether one counts by itself. */
export function periodRules(options: PeriodOptions): {
  inRange(period: number): boolean;
  belong(period: number, next: number): boolean;
} {
  const minPeriod = requirePositive('minPeriod', options.minPeriod ?? 1e-4);
  const maxPeriod = requireRange('maxPeriod', options.maxPeriod ?? 0.02, minPeriod, Number.MAX_VALUE);
  const factor = requireRange('maxPeriodFactor', options.maxPeriodFactor ?? 1.3, 1, Number.MAX_VALUE);
  const inRange = (period: number): boolean => period >= minPeriod && period <= maxPeriod;
  const belong = (a: number, b: number): boolean => inRange(a) && inRange(b) && Math.max(a / b, b / a) <= factor;
  return { inRange, belong };
}

/** Steps from each pulse to the next, in seconds. */
export function periodsOf(pulses: Signal): Float64Array {
  return Float64Array.from({ length: Math.max(0, pulses.length - 1) }, (_, i) => pulses[i + 1]! - pulses[i]!);
}

/**
 * Mean difference of neighboring periods over the mean period: about 0.005 for a clear voice, above 0.0104 for many hoarse ones.
 * NaN where there are too few periods.
 *
 * Source: "Get jitter (local)" of Praat 6.3.
 *
 * @param pulses Seconds of the pulses in order, such as those of {@link glottalPulses}.
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function jitter(pulses: Signal, options: PeriodOptions = {}): number {
  checkCall('jitter', 'signal', pulses, options, periodNames);
  const { inRange, belong } = periodRules(options);
  const factor = options.maxPeriodFactor ?? 1.3;
  requireFinite(pulses, 'pulses');
  const periods = periodsOf(pulses);
  let pairs = 0;
  let differences = 0;
  for (let i = 1; i < periods.length; i++) {
    if (!belong(periods[i - 1]!, periods[i]!)) continue;
    pairs++;
    differences += Math.abs(periods[i]! - periods[i - 1]!);
  }
  let count = 0;
  let total = 0;
  for (let i = 0; i < periods.length; i++) {
    // A period that fits neither neighbor is none.
    const others = [periods[i - 1], periods[i + 1]].filter((other) => other !== undefined);
    const isAlone =
      others.length === 2 && others.every((other) => Math.max(periods[i]! / other, other / periods[i]!) > factor);
    if (!inRange(periods[i]!) || isAlone) continue;
    count++;
    total += periods[i]!;
  }
  return pairs < 1 || count === 0 ? Number.NaN : differences / pairs / (total / count);
}
