import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkOneOf } from '../input/check-option.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import type { Label } from '../input/label.ts';
import { createDrawIndex, type RandomSource } from '../numeric/random.ts';
import { collectWarnings, type MetricsWarning, type OnWarning } from '../warnings.ts';
import { bootstrapInterval } from './bootstrap-interval.ts';
import { checkLevel } from './check-level.ts';
import { type MetricName, rangeOf } from './count-metrics.ts';
import { type MetricFunction, metricEvaluator } from './metric-evaluator.ts';
import { resamplingUnits } from './resampling-units.ts';
import { studentInterval } from './student-interval.ts';
import { type Interval, wilsonInterval } from './wilson-interval.ts';

/** How an interval is computed; see {@link confidenceInterval}. */
export type IntervalMethod = 'bootstrap' | 'jackknife' | 't' | 'wilson';

/** Options of {@link confidenceInterval}. */
export interface ConfidenceIntervalOptions extends RandomSource {
  /** True label of each item. */
  readonly yTrue: ArrayLike<Label>;
  /** Predicted label of each item. */
  readonly yPred: ArrayLike<Label>;
  /**
   * What to measure: a name, or a function of true and predicted labels. `'wilson'` takes `'accuracy'`.
   * @default 'accuracy'
   */
  readonly metric?: MetricName | MetricFunction | undefined;
  /**
   * Classes that a named metric averages over.
   * @default the labels that occur, sorted
   */
  readonly labels?: ArrayLike<Label> | undefined;
  /**
   * Group of each item, as a rule its speaker: items of a group are not independent.
   * @default none: every item for itself
   */
  readonly groups?: ArrayLike<Label> | undefined;
  /**
   * Method.
   * @default 'bootstrap'
   */
  readonly method?: IntervalMethod | undefined;
  /**
   * Confidence level, in (0, 1).
   * @default 0.95
   */
  readonly level?: number | undefined;
  /**
   * Resamples of the bootstrap, ≥ 1; a few thousand steady the limits.
   * @default 2000
   */
  readonly replicates?: number | undefined;
  /** Receives warnings, which are also in the result. */
  readonly onWarning?: OnWarning | undefined;
}

/** An estimate with its interval. */
export interface ConfidenceInterval extends Interval {
  /** The metric on all items; for `'t'` the mean over groups. */
  readonly estimate: number;
  readonly level: number;
  readonly method: IntervalMethod;
  /** Number of groups, or undefined without groups. */
  readonly groups: number | undefined;
  readonly warnings: readonly MetricsWarning[];
}

const optionNames: OptionNames<ConfidenceIntervalOptions> = {
  yTrue: true,
  yPred: true,
  metric: true,
  labels: true,
  groups: true,
  method: true,
  level: true,
  replicates: true,
  onWarning: true,
  seed: true,
  random: true,
};

/**
 * Confidence interval of a score.
 *
 * - `'bootstrap'`: percentiles over resamples of groups (with `groups`, by speaker) or of items. Without `groups` it takes the
 *   items as independent, and is far too narrow when clips share speakers.
 * - `'jackknife'`: leaves out one group at a time; Student's t around the metric on all items. For few groups, where a group by
 *   itself is too small to be scored.
 * - `'t'`: Student's t on the metric of each group; holds its level with few groups. The estimate is the mean over groups.
 * - `'wilson'`: accuracy as a proportion of independent items.
 *
 * Limits of `'jackknife'` and `'t'` are cut at the ends of a named metric's range; of a function's the range is not known.
 * Fewer than 20 groups bring a `few-groups` warning. Seeded: the same options give the same limits.
 * Reference: Efron, 1979; Tukey, 1958 (jackknife); Ferrer and Riera, `confidence_intervals` (bootstrap by speaker).
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function confidenceInterval(options: ConfidenceIntervalOptions): ConfidenceInterval {
  checkOptions('confidenceInterval', options, optionNames);
  const { yTrue, yPred, metric = 'accuracy', labels, groups, method = 'bootstrap' } = options;
  const { level = 0.95, replicates = 2000 } = options;
  checkLevel(level);
  checkOneOf('method', method, ['bootstrap', 'jackknife', 't', 'wilson']);
  const { warnings, warn } = collectWarnings(options.onWarning);
  const n = checkLengths({ yTrue, yPred });
  const units = resamplingUnits(n, method === 'wilson' ? undefined : groups);
  const evaluate = metricEvaluator(yTrue, yPred, metric, labels, units);
  const base = { level, method, groups: units.groups?.length, warnings };
  if (method === 'wilson') {
    if (metric !== 'accuracy') {
      throw new MetricsError('invalid-option', "method 'wilson' is for accuracy only.");
    }
    if (groups) {
      const message = "method 'wilson' ignores groups: it takes items as independent.";
      warn({ code: 'groups-ignored', message });
    }
    const estimate = evaluate(units.every);
    return { ...base, estimate, ...wilsonInterval({ successes: Math.round(estimate * n), trials: n, level }) };
  }
  if (method !== 'bootstrap') {
    const { estimate, low, high } = studentInterval({ units, evaluate, level, warn, method });
    const [least, most] = typeof metric === 'string' ? rangeOf(metric) : [low, high];
    return { ...base, estimate, low: Math.max(low, least), high: Math.min(high, most) };
  }
  const draw = createDrawIndex(options);
  return { ...base, ...bootstrapInterval({ units, evaluate, level, replicates, draw, warn }) };
}
