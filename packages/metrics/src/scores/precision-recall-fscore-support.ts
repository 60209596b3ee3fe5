import { checkOptions, classScoreNames, type OptionNames } from '../input/check-options.ts';
import { checkTargets, type TargetOptions } from '../input/check-targets.ts';
import type { Label } from '../input/label.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import { collectWarnings, type MetricsWarning } from '../warnings.ts';
import { type Average, averageScores } from './average-scores.ts';
import { type ClassScoresOptions, classScores, type Ratio } from './class-scores.ts';
import { type AverageOption, selectClasses } from './select-classes.ts';
import type { ZeroDivision } from './zero-division.ts';

/** What precision, recall and the F-measures have in common. */
export interface ClassScoreOptions extends TargetOptions {
  /**
   * Classes to score, in order; labels of the data may be left out, absent ones have support 0. Fix it up front, so that folds
   * and models are scored over the same classes.
   * @default the labels that occur, sorted
   */
  readonly labels?: ArrayLike<Label> | undefined;
  /**
   * The positive class of `average: 'binary'`.
   * @default 1
   */
  readonly posLabel?: Label | undefined;
  /**
   * Value of a ratio with denominator 0.
   * @default 'warn'
   */
  readonly zeroDivision?: ZeroDivision | undefined;
}

/** Options of {@link precisionRecallFscoreSupport}. */
export interface PrecisionRecallFscoreSupportOptions extends ClassScoreOptions {
  /**
   * β of the F-measure, ≥ 0; 0 is precision, Infinity is recall.
   * @default 1
   */
  readonly beta?: number | undefined;
  /**
   * How to average over classes; `null` returns each class.
   * @default null
   */
  readonly average?: AverageOption | undefined;
  /**
   * Ratios whose undefined values are worth a warning.
   * @default all three
   */
  readonly warnFor?: readonly Ratio[] | undefined;
}

/** Scores of each class; arrays run along `labels`. */
export interface PerClassScores {
  readonly labels: readonly Label[];
  readonly precision: OwnedFloat64;
  readonly recall: OwnedFloat64;
  readonly fScore: OwnedFloat64;
  /** Number (or weight) of true items of each class. */
  readonly support: OwnedFloat64;
  readonly warnings: readonly MetricsWarning[];
}

/** Scores averaged over classes. */
export interface AveragedScores {
  readonly precision: number;
  readonly recall: number;
  readonly fScore: number;
  /** Always null: an average has no support of its own. */
  readonly support: null;
  readonly warnings: readonly MetricsWarning[];
}

const optionNames: OptionNames<PrecisionRecallFscoreSupportOptions> = {
  ...classScoreNames,
  beta: true,
  average: true,
  warnFor: true,
};

/**
 * Precision, recall, F-measure and support, of each class or averaged.
 *
 * Warnings are in the result, and go to `onWarning` as well if it is given.
 * Reference: scikit-learn 1.9 `metrics.precision_recall_fscore_support`.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function precisionRecallFscoreSupport(
  options: PrecisionRecallFscoreSupportOptions & { readonly average?: null | undefined },
): PerClassScores;
export function precisionRecallFscoreSupport(
  options: PrecisionRecallFscoreSupportOptions & { readonly average: Average | 'binary' },
): AveragedScores;
export function precisionRecallFscoreSupport(
  options: PrecisionRecallFscoreSupportOptions,
): PerClassScores | AveragedScores;
export function precisionRecallFscoreSupport(
  options: PrecisionRecallFscoreSupportOptions,
): PerClassScores | AveragedScores {
  checkOptions('precisionRecallFscoreSupport', options, optionNames);
  const { average = null, labels, posLabel = 1, beta = 1, zeroDivision = 'warn' } = options;
  const { warnFor = ['precision', 'recall', 'fScore'] } = options;
  const { warnings, warn: onWarning } = collectWarnings(options.onWarning);
  const targets = checkTargets({ ...options, onWarning });
  const counts = selectClasses(targets, { average, labels, posLabel, onWarning });
  const rules: ClassScoresOptions = { beta, zeroDivision, warnFor, onWarning };
  // The micro average divides pooled counts: an empty class alone is no reason to warn.
  const scores = classScores(counts, average === 'micro' ? { ...rules, onWarning: undefined } : rules);
  if (average === null) return { labels: counts.labels, ...scores, support: counts.support, warnings };
  return { ...averageScores(counts, scores, average === 'binary' ? 'macro' : average, rules), support: null, warnings };
}
