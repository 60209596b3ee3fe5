import type { DrawIndex } from '../numeric/random.ts';
import type { OnWarning } from '../warnings.ts';
import { checkDefined } from './check-defined.ts';
import { drawResamples } from './draw-resamples.ts';
import { warnFewGroups } from './few-groups.ts';
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
 * @throws {MetricsError} `undefined-result` when no resample has a defined score.
 */
export function bootstrapInterval(options: BootstrapIntervalOptions): Interval & { readonly estimate: number } {
  const { units, evaluate, level, replicates, draw, warn } = options;
  warnFewGroups(units.groups?.length, "bootstrap limits are too narrow; use method 't' or pool all folds", warn);
  const values: number[] = [];
  drawResamples(units.items.length, replicates, draw, (drawn) => {
    const value = evaluate(drawn);
    if (!Number.isNaN(value)) values.push(value);
  });
  checkDefined(values.length, replicates, 'resamples', 1, warn);
  return { estimate: evaluate(units.every), ...percentileInterval(values, level) };
}
