import { studentCritical } from '../distributions/student-t.ts';
import { MetricsError } from '../errors.ts';
import { checkDefined } from './check-defined.ts';
import { warnFewGroups } from './few-groups.ts';
import type { StudentIntervalOptions } from './student-interval.ts';
import type { Interval } from './wilson-interval.ts';

/**
 * Score of all items ± Student's t times the standard error that leaving out one group at a time gives, with (groups − 1) degrees of
 * freedom.
 *
 * @throws {MetricsError} `invalid-option` without groups, `undefined-result` when the score is undefined without some group.
 */
export function jackknifeInterval(options: StudentIntervalOptions): Interval & { readonly estimate: number } {
  const { units, evaluate, level, warn } = options;
  if (units.groups === undefined) {
    throw new MetricsError('invalid-option', "method 'jackknife' needs groups.");
  }
  const n = units.groups.length;
  warnFewGroups(n, 'the interval is wide and takes the influence of the groups as normal', warn);
  const without = units.every.map((left) => evaluate(units.every.filter((unit) => unit !== left)));
  checkDefined(without.filter((value) => !Number.isNaN(value)).length, n, 'groups left out', n, warn);
  const mean = without.reduce((sum, value) => sum + value, 0) / n;
  const squares = without.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const margin = studentCritical(level, n - 1) * Math.sqrt(((n - 1) / n) * squares);
  const estimate = evaluate(units.every);
  return { estimate, low: estimate - margin, high: estimate + margin };
}
