import { optionError } from '../input/check-option.ts';
import type { ClassCounts } from '../input/class-counts.ts';
import { quoteLabels } from '../input/label.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import type { OnWarning } from '../warnings.ts';
import { type ZeroDivision, zeroDivisionValue } from './zero-division.ts';

/** The three ratios a class can be scored by. */
export type Ratio = 'precision' | 'recall' | 'fScore';

/** Precision, recall and F of each class. */
export type ClassScores = Readonly<Record<Ratio, OwnedFloat64>>;

const undefinedBecause: Readonly<Record<Ratio, string>> = {
  precision: 'no predicted item',
  recall: 'no true item',
  fScore: 'no true and no predicted item',
};

/** Options of {@link classScores}. */
export interface ClassScoresOptions {
  /** F-measure's β, ≥ 0: how many times recall counts as much as precision; 0 is precision, Infinity recall. */
  readonly beta: number;
  /** Value of a ratio with denominator 0. */
  readonly zeroDivision: ZeroDivision;
  /** Ratios whose undefined values are worth a warning. */
  readonly warnFor: readonly Ratio[];
  /** Receives one warning a ratio. */
  readonly onWarning?: OnWarning | undefined;
}

/**
 * Precision, recall and F of each class from its counts.
 *
 * F is (1 + β²)·tp / (β²·support + predicted), not the harmonic mean of two rounded ratios: it is defined, and 0, where one of
 * them is not.
 *
 * @throws {MetricsError} `invalid-option` for a negative β or an unknown zero division.
 */
export function classScores(counts: ClassCounts, options: ClassScoresOptions): ClassScores {
  const { beta, zeroDivision, warnFor, onWarning } = options;
  if (!(beta >= 0)) throw optionError('beta', 'a number in [0, Infinity]', beta);
  const fallback = zeroDivisionValue(zeroDivision);
  const { truePositives, predicted, support, labels } = counts;
  const beta2 = beta * beta;
  const ratio = (name: Ratio, numerators: Float64Array, denominators: Float64Array): OwnedFloat64 => {
    const undefinedLabels = labels.filter((_, k) => denominators[k] === 0);
    if (undefinedLabels.length > 0 && zeroDivision === 'warn' && warnFor.includes(name)) {
      onWarning?.({
        code: 'undefined-metric',
        message:
          `${name} is undefined and set to 0 for ${quoteLabels(undefinedLabels)}, which have ${undefinedBecause[name]}. ` +
          'Control: zeroDivision.',
      });
    }
    return numerators.map((value, k) => (denominators[k] === 0 ? fallback : value / denominators[k]!));
  };
  const precision = ratio('precision', truePositives, predicted);
  const recall = ratio('recall', truePositives, support);
  if (beta === 0) return { precision, recall, fScore: precision };
  if (beta === Number.POSITIVE_INFINITY) return { precision, recall, fScore: recall };
  const fScore = ratio(
    'fScore',
    truePositives.map((n) => (1 + beta2) * n),
    support.map((n, k) => beta2 * n + predicted[k]!),
  );
  return { precision, recall, fScore };
}
