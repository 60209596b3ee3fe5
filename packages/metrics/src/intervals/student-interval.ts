import { studentCritical } from '../distributions/student-t.ts';
import { MetricsError } from '../errors.ts';
import type { OnWarning } from '../warnings.ts';
import { checkDefined } from './check-defined.ts';
import { warnFewGroups } from './few-groups.ts';
import type { EvaluateUnits } from './metric-evaluator.ts';
import type { ResamplingUnits } from './resampling-units.ts';
import type { Interval } from './wilson-interval.ts';

/** Prepared inputs of {@link studentInterval}. */
export interface StudentIntervalOptions {
  readonly units: ResamplingUnits;
  readonly evaluate: EvaluateUnits;
  readonly level: number;
  readonly warn: OnWarning;
  /** What stands for a group: its own score, or its pseudo-value, what the score of all items gains by it. */
  readonly method: 't' | 'jackknife';
}

/**
 * Student's t times the standard error of the groups' values, with (groups − 1) degrees of freedom: around their mean for `'t'`,
 * around the score of all items for `'jackknife'`.
 *
 * @throws {MetricsError} `invalid-option` without groups, `undefined-result` when fewer than two groups have a defined score, or a
 * group cannot be left out.
 */
export function studentInterval(options: StudentIntervalOptions): Interval & { readonly estimate: number } {
  const { units, evaluate, level, warn, method } = options;
  if (units.groups === undefined) {
    throw new MetricsError('invalid-option', `method '${method}' needs groups.`);
  }
  const { every } = units;
  const groups = every.length;
  warnFewGroups(groups, 'the interval is wide and takes group scores as normal', warn);
  const all = evaluate(every);
  const isT = method === 't';
  const values = every
    .map((unit) =>
      isT ? evaluate([unit]) : groups * all - (groups - 1) * evaluate(every.filter((other) => other !== unit)),
    )
    .filter((value) => !Number.isNaN(value));
  checkDefined(values.length, groups, 'groups', isT ? 2 : groups, warn);
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (n - 1);
  const margin = studentCritical(level, n - 1) * Math.sqrt(variance / n);
  const estimate = isT ? mean : all;
  return { estimate, low: estimate - margin, high: estimate + margin };
}
