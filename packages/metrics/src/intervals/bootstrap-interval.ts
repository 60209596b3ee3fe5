import { MetricsError } from '../errors.ts';
import type { DrawIndex } from '../numeric/random.ts';
import type { OnWarning } from '../warnings.ts';
import { drawResamples } from './draw-resamples.ts';
import { fewGroups } from './few-groups.ts';
import type { EvaluateUnits } from './metric-evaluator.ts';
import { percentileInterval } from './percentile-interval.ts';
import type { ResamplingUnits } from './resampling-units.ts';
import type { Interval } from './wilson-interval.ts';

/** Prepared inputs of {@link bootstrapInterval}. */
export interface BootstrapIntervalOptions {
  readonly units: ResamplingUnits;
  readonly evaluate: EvaluateUnits;
  readonly level: number;
  readonly replicates: number;
  readonly draw: DrawIndex;
  readonly warn: OnWarning;
}

/**
 * Percentile interval over resamples of the units; the estimate is the score of the data itself, not the mean of the resamples.
 *
 * @throws {MetricsError} `UNDEFINED_RESULT` when no resample has a defined score.
 */
export function bootstrapInterval(options: BootstrapIntervalOptions): Interval & { readonly estimate: number } {
  const { units, evaluate, level, replicates, draw, warn } = options;
  if (units.groups && units.groups.length < fewGroups) {
    const message =
      `${units.groups.length} groups (fewer than ${fewGroups}): a bootstrap interval is too narrow then. ` +
      "Use method 't', or pool the predictions of all folds.";
    warn({ code: 'FEW_GROUPS', message });
  }
  const values: number[] = [];
  drawResamples(units.items.length, replicates, draw, (drawn) => {
    const value = evaluate(drawn);
    if (!Number.isNaN(value)) values.push(value);
  });
  if (values.length === 0) throw new MetricsError('UNDEFINED_RESULT', 'The metric is undefined on every resample.');
  if (values.length < replicates) {
    const message = `${replicates - values.length} of ${replicates} resamples without a defined score were left out.`;
    warn({ code: 'UNDEFINED_REPLICATES', message });
  }
  return { estimate: evaluate(units.items.map((_, unit) => unit)), ...percentileInterval(values, level) };
}
