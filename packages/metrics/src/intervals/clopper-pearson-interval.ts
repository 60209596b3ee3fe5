import { betaQuantile } from '../distributions/beta.ts';
import { checkLevel, checkProportion } from './check-level.ts';
import type { Interval, ProportionOptions } from './wilson-interval.ts';

/**
 * Clopper and Pearson's exact interval for a proportion: covers at least `level`, at the price of being wide.
 *
 * Reference: Clopper and Pearson, 1934; SciPy `binomtest(…).proportion_ci(method='exact')`.
 *
 * @throws {MetricsError} `INVALID_OPTION`.
 */
export function clopperPearsonInterval({ successes, trials, level = 0.95 }: ProportionOptions): Interval {
  checkLevel(level);
  checkProportion(successes, trials);
  const tail = (1 - level) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : 1 - betaQuantile(tail, failures, successes + 1),
  };
}
