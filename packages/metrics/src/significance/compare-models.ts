import { checkLengths } from '../input/check-lengths.ts';
import { optionError } from '../input/check-option.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import { compareLabels, type Label } from '../input/label.ts';
import { checkDefined } from '../intervals/check-defined.ts';
import { checkLevel } from '../intervals/check-level.ts';
import type { MetricName } from '../intervals/count-metrics.ts';
import { drawResamples } from '../intervals/draw-resamples.ts';
import { warnFewGroups } from '../intervals/few-groups.ts';
import { type MetricFunction, metricEvaluator } from '../intervals/metric-evaluator.ts';
import { percentileInterval } from '../intervals/percentile-interval.ts';
import { resamplingUnits } from '../intervals/resampling-units.ts';
import type { Interval } from '../intervals/wilson-interval.ts';
import { createDrawIndex, type RandomSource } from '../numeric/random.ts';
import { collectWarnings, type MetricsWarning, type OnWarning } from '../warnings.ts';
import { holmCorrection } from './holm-correction.ts';

/** Options of {@link compareModels}. */
export interface CompareModelsOptions extends RandomSource {
  /** True label of each item. */
  readonly yTrue: ArrayLike<Label>;
  /** Predicted labels of each model, by its name; two models or more. */
  readonly predictions: Readonly<Record<string, ArrayLike<Label>>>;
  /**
   * What to compare: a name, or a function of true and predicted labels.
   * @default 'uar'
   */
  readonly metric?: MetricName | MetricFunction | undefined;
  /**
   * Classes that a named metric averages over.
   * @default the labels that occur anywhere, sorted
   */
  readonly labels?: ArrayLike<Label> | undefined;
  /**
   * Group of each item, as a rule its speaker; whole groups are resampled.
   * @default none: every item for itself
   */
  readonly groups?: ArrayLike<Label> | undefined;
  /**
   * Confidence level of the intervals, in (0, 1).
   * @default 0.95
   */
  readonly level?: number | undefined;
  /**
   * Resamples, ≥ 1. The smallest p-value they can give is 2 / (replicates + 1).
   * @default 2000
   */
  readonly replicates?: number | undefined;
  /** Receives warnings, which are also in the result. */
  readonly onWarning?: OnWarning | undefined;
}

/** Score of one model. */
export interface ModelScore extends Interval {
  readonly name: string;
  readonly estimate: number;
}

/** Two models side by side. */
export interface ModelDifference extends Interval {
  /** Name of the first model. */
  readonly a: string;
  /** Name of the second model. */
  readonly b: string;
  /** Score of `a` minus score of `b`; `low` and `high` are the limits of this difference. */
  readonly difference: number;
  /** Two-sided p-value of the pair by itself. */
  readonly pValue: number;
  /** The p-value corrected for the number of pairs; compare it with 1 − level. */
  readonly pHolm: number;
}

/** Result of {@link compareModels}. */
export interface ModelComparison {
  /** Each model, in the order given. */
  readonly models: readonly ModelScore[];
  /** Each pair, in the order given. */
  readonly pairs: readonly ModelDifference[];
  readonly level: number;
  readonly warnings: readonly MetricsWarning[];
}

const optionNames: OptionNames<CompareModelsOptions> = {
  yTrue: true,
  predictions: true,
  metric: true,
  labels: true,
  groups: true,
  level: true,
  replicates: true,
  onWarning: true,
  seed: true,
  random: true,
};

/**
 * Compares models on the same items by a paired bootstrap: every resample of speakers (or items) scores all models, so that
 * what is hard for one is hard for all; p-values of the pairs are corrected by Holm's method.
 *
 * It asks whether the difference holds for other speakers, given these trained models; it says nothing about training again.
 *
 * @throws {MetricsError} for unusable inputs or options, or fewer than two models.
 */
export function compareModels(options: CompareModelsOptions): ModelComparison {
  checkOptions('compareModels', options, optionNames);
  const { yTrue, predictions, metric = 'uar', groups, level = 0.95, replicates = 2000 } = options;
  checkLevel(level);
  const names = Object.keys(predictions);
  if (names.length < 2) {
    throw optionError('predictions', 'two models or more', names.length);
  }
  const n = checkLengths({ yTrue, ...predictions });
  const units = resamplingUnits(n, groups);
  const { warnings, warn } = collectWarnings(options.onWarning);
  warnFewGroups(units.groups?.length, 'bootstrap limits are too narrow, p-values too small', warn);
  const labels =
    options.labels ??
    [...new Set([yTrue, ...Object.values(predictions)].flatMap((side) => Array.from(side)))].sort(compareLabels);
  const evaluators = names.map((name) => metricEvaluator(yTrue, predictions[name]!, metric, labels, units));
  const replicated = names.map((): number[] => []);
  let skipped = 0;
  drawResamples(units.every.length, replicates, createDrawIndex(options), (drawn) => {
    const scores = evaluators.map((evaluate) => evaluate(drawn));
    // A pair needs both scores of a resample, so an undefined one drops the resample for all.
    if (scores.some(Number.isNaN)) skipped++;
    else for (let m = 0; m < scores.length; m++) replicated[m]!.push(scores[m]!);
  });
  const kept = replicates - skipped;
  checkDefined(kept, replicates, 'resamples', 1, warn);
  const models = names.map((name, m) => ({
    name,
    estimate: evaluators[m]!(units.every),
    ...percentileInterval(replicated[m]!, level),
  }));
  const pairs = names.flatMap((a, i) =>
    names.slice(i + 1).map((b, offset) => {
      const j = i + 1 + offset;
      const differences = Float64Array.from(replicated[i]!, (value, r) => value - replicated[j]![r]!);
      const atMostZero = differences.reduce((count, d) => count + (d <= 0 ? 1 : 0), 0);
      const atLeastZero = differences.reduce((count, d) => count + (d >= 0 ? 1 : 0), 0);
      // One is added so that no finite number of resamples claims certainty.
      const pValue = Math.min(1, (2 * (Math.min(atMostZero, atLeastZero) + 1)) / (kept + 1));
      return {
        a,
        b,
        difference: models[i]!.estimate - models[j]!.estimate,
        ...percentileInterval(differences, level),
        pValue,
      };
    }),
  );
  const adjusted = holmCorrection(pairs.map(({ pValue }) => pValue));
  return { models, pairs: pairs.map((pair, k) => ({ ...pair, pHolm: adjusted[k]! })), level, warnings };
}
