import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkTargets } from '../input/check-targets.ts';
import { compareLabels, type Label } from '../input/label.ts';
import { checkLevel } from '../intervals/check-level.ts';
import type { MetricName } from '../intervals/count-metrics.ts';
import { drawResamples } from '../intervals/draw-resamples.ts';
import { fewGroups } from '../intervals/few-groups.ts';
import { type MetricFunction, metricEvaluator } from '../intervals/metric-evaluator.ts';
import { percentileInterval } from '../intervals/percentile-interval.ts';
import { resamplingUnits } from '../intervals/resampling-units.ts';
import type { Interval } from '../intervals/wilson-interval.ts';
import { createDrawIndex, type RandomSource } from '../numeric/random.ts';
import type { Table, Tabular } from '../table/table.ts';
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
export interface ModelComparison extends Tabular {
  /** Each model, in the order given. */
  readonly models: readonly ModelScore[];
  /** Each pair, in the order given. */
  readonly pairs: readonly ModelDifference[];
  readonly level: number;
  readonly warnings: readonly MetricsWarning[];
}

/**
 * Compares models on the same items by a paired bootstrap: every resample of speakers (or items) scores all models, so that
 * what is hard for one is hard for all; p-values of the pairs are corrected by Holm's method.
 *
 * It asks whether the difference holds for other speakers, given these trained models; it says nothing about training again.
 *
 * @throws {MetricsError} for unusable inputs or options, or fewer than two models.
 */
export function compareModels(options: CompareModelsOptions): ModelComparison {
  const { yTrue, predictions, metric = 'uar', groups, level = 0.95, replicates = 2000 } = options;
  checkLevel(level);
  const names = Object.keys(predictions);
  if (names.length < 2) {
    throw new MetricsError('INVALID_OPTION', `predictions must hold two models or more, received ${names.length}.`);
  }
  const n = checkLengths({ yTrue, ...predictions });
  const units = resamplingUnits(n, groups);
  const { warnings, warn } = collectWarnings(options.onWarning);
  if (units.groups && units.groups.length < fewGroups) {
    warn({
      code: 'FEW_GROUPS',
      message: `${units.groups.length} groups (fewer than ${fewGroups}): bootstrap intervals are too narrow and p-values too small.`,
    });
  }
  const labels = options.labels ?? labelsOf(yTrue, Object.values(predictions));
  const evaluators = names.map((name) => metricEvaluator(yTrue, predictions[name]!, metric, labels, units));
  const every = Int32Array.from(units.items, (_, unit) => unit);
  const replicated = names.map((): number[] => []);
  let skipped = 0;
  drawResamples(every.length, replicates, createDrawIndex(options), (drawn) => {
    const scores = evaluators.map((evaluate) => evaluate(drawn));
    // A pair needs both scores of a resample, so an undefined one drops the resample for all.
    if (scores.some(Number.isNaN)) skipped++;
    else for (let m = 0; m < scores.length; m++) replicated[m]!.push(scores[m]!);
  });
  const kept = replicates - skipped;
  if (kept === 0) throw new MetricsError('UNDEFINED_RESULT', 'The metric is undefined on every resample.');
  if (skipped > 0) {
    warn({
      code: 'UNDEFINED_REPLICATES',
      message: `${skipped} of ${replicates} resamples without a defined score were left out.`,
    });
  }
  const models = names.map((name, m) => ({
    name,
    estimate: evaluators[m]!(every),
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
  const corrected = pairs.map((pair, k) => ({ ...pair, pHolm: adjusted[k]! }));
  return { models, pairs: corrected, level, warnings, toTable: () => pairTable(corrected) };
}

function labelsOf(yTrue: ArrayLike<Label>, predictions: readonly ArrayLike<Label>[]): Label[] {
  const all = new Set<Label>();
  for (const yPred of predictions) for (const label of checkTargets({ yTrue, yPred }).labels) all.add(label);
  return [...all].sort(compareLabels);
}

function pairTable(pairs: readonly ModelDifference[]): Table {
  return {
    header: ['comparison', 'difference', 'low', 'high', 'p', 'p (Holm)'],
    rows: pairs.map(({ a, b, difference, low, high, pValue, pHolm }) => [
      `${a} − ${b}`,
      difference,
      low,
      high,
      pValue,
      pHolm,
    ]),
    digits: 4,
    integerColumns: [],
  };
}
