import { normalCritical } from '../distributions/normal.ts';
import { optionError } from '../input/check-option.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import { checkLevel } from './check-level.ts';

/** Options of an interval for a proportion. */
export interface ProportionOptions {
  /** Successes, in [0, trials]. */
  readonly successes: number;
  /** Independent trials, > 0. */
  readonly trials: number;
  /**
   * Confidence level, in (0, 1).
   * @default 0.95
   */
  readonly level?: number | undefined;
}

/** An interval. */
export interface Interval {
  /** Lower limit. */
  readonly low: number;
  /** Upper limit. */
  readonly high: number;
}

const optionNames: OptionNames<ProportionOptions> = { successes: true, trials: true, level: true };

/**
 * Wilson's score interval for a proportion: close to the nominal coverage even for few trials, and never degenerate at 0 or 1.
 *
 * It takes the trials as independent; clips of one speaker are not.
 * Reference: Wilson, 1927; statsmodels `proportion_confint(method='wilson')`.
 *
 * @throws {MetricsError} `invalid-option`.
 *
 * @example
 * wilsonInterval({ successes: 417, trials: 491 }); // { low: 0.8149…, high: 0.8782… }
 */
export function wilsonInterval(options: ProportionOptions): Interval {
  checkOptions('wilsonInterval', options, optionNames);
  const { successes, trials, level = 0.95 } = options;
  checkLevel(level);
  if (!(successes >= 0 && successes <= trials && trials > 0)) {
    throw optionError('successes', 'in [0, trials], and trials above 0', `${successes} of ${trials}`);
  }
  const z = normalCritical(level);
  const z2 = z * z;
  const p = successes / trials;
  const center = p + z2 / (2 * trials);
  const margin = z * Math.sqrt((p * (1 - p) + z2 / (4 * trials)) / trials);
  const scale = 1 + z2 / trials;
  return {
    low: successes === 0 ? 0 : (center - margin) / scale,
    high: successes === trials ? 1 : (center + margin) / scale,
  };
}
