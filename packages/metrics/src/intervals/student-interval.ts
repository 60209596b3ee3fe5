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
}

/**
 * Mean of the score over groups ± Student's t times its standard error, with (groups − 1) degrees of freedom.
 *
 * @throws {MetricsError} `invalid-option` without groups, `undefined-result` when fewer than two have a defined score.
 */
export function studentInterval(options: StudentIntervalOptions): Interval & { readonly estimate: number } {
  const { units, evaluate, level, warn } = options;
  if (units.groups === undefined) {
    throw new MetricsError('invalid-option', "method 't' needs groups.");
  }
  const groups = units.groups.length;
  warnFewGroups(groups, 'the interval is wide and takes group scores as normal', warn);
  const values = units.every.map((unit) => evaluate([unit])).filter((value) => !Number.isNaN(value));
  checkDefined(values.length, groups, 'groups', 2, warn);
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (n - 1);
  const margin = studentCritical(level, n - 1) * Math.sqrt(variance / n);
  return { estimate: mean, low: mean - margin, high: mean + margin };
}
