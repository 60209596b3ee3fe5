import { checkOneOf } from '../input/check-option.ts';
import { checkTargets } from '../input/check-targets.ts';
import type { Label } from '../input/label.ts';
import { positionsOf } from '../input/positions-of.ts';
import { type MetricName, metricNames, metricOfCounts } from './count-metrics.ts';
import type { ResamplingUnits } from './resampling-units.ts';

/**
 * A metric of your own: any function of true and predicted labels, such as `accuracyScore` or
 * `(data) => f1Score({ ...data, labels, average: 'macro' })`. Fix the labels yourself: a resample may lack a class.
 */
export type MetricFunction = (data: { readonly yTrue: Label[]; readonly yPred: Label[] }) => number;

/** Metric of the items of the drawn units, each as often as it was drawn. */
export type EvaluateUnits = (drawn: ArrayLike<number>) => number;

/**
 * Prepares a metric for evaluation on many resamples of the same units.
 *
 * @throws {MetricsError} for unusable targets or labels, `invalid-option` for an unknown metric.
 */
export function metricEvaluator(
  yTrue: ArrayLike<Label>,
  yPred: ArrayLike<Label>,
  metric: MetricName | MetricFunction,
  labels: ArrayLike<Label> | undefined,
  units: ResamplingUnits,
): EvaluateUnits {
  const targets = checkTargets({ yTrue, yPred });
  if (typeof metric === 'function') {
    return (drawn) => {
      const data: { yTrue: Label[]; yPred: Label[] } = { yTrue: [], yPred: [] };
      for (let d = 0; d < drawn.length; d++) {
        for (const item of units.items[drawn[d]!]!) {
          data.yTrue.push(yTrue[item]!);
          data.yPred.push(yPred[item]!);
        }
      }
      return metric(data);
    };
  }
  checkOneOf('metric (unless a function)', metric, metricNames);
  const classes = labels === undefined ? targets.labels : Array.from(labels);
  const size = classes.length;
  const position = positionsOf(targets.labels, classes);
  const cellOf = targets.first.map((t, i) => position[t]! * size + position[targets.second[i]!]!);
  const cells = units.items.map((items) => items.map((item) => cellOf[item]!));
  const counts = new Float64Array(size * size);
  return (drawn) => {
    counts.fill(0);
    for (let d = 0; d < drawn.length; d++) {
      const own = cells[drawn[d]!]!;
      for (let i = 0; i < own.length; i++) counts[own[i]!]! += 1;
    }
    return metricOfCounts(metric, counts, size);
  };
}
