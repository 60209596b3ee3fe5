import { MetricsError } from '../errors.ts';
import type { ClassCounts } from '../input/class-counts.ts';
import { quoteLabels } from '../input/label.ts';
import type { OnWarning } from '../warnings.ts';
import { type ZeroDivision, zeroDivisionValue } from './zero-division.ts';

/** The three ratios a class can be scored by. */
export type Ratio = 'precision' | 'recall' | 'fScore';

/** Precision, recall and F of each class. */
export type ClassScores = Readonly<Record<Ratio, Float64Array>>;

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
 * @throws {MetricsError} `INVALID_OPTION` for a negative β or an unknown zero division.
 */
export function classScores(counts: ClassCounts, options: ClassScoresOptions): ClassScores {
  const { beta, zeroDivision, warnFor, onWarning } = options;
  if (!(beta >= 0)) {
    throw new MetricsError('INVALID_OPTION', `beta must be a number in [0, Infinity], received ${String(beta)}.`);
  }
  const fallback = zeroDivisionValue(zeroDivision);
  const { truePositives, predicted, support, labels } = counts;
  const beta2 = beta * beta;
  const ratio = (name: Ratio, numerator: (k: number) => number, denominator: (k: number) => number): Float64Array => {
    const values = new Float64Array(labels.length);
    const undefinedAt: number[] = [];
    for (let k = 0; k < values.length; k++) {
      const d = denominator(k);
      values[k] = d === 0 ? fallback : numerator(k) / d;
      if (d === 0) undefinedAt.push(k);
    }
    if (undefinedAt.length > 0 && zeroDivision === 'warn' && warnFor.includes(name)) {
      onWarning?.({
        code: 'UNDEFINED_METRIC',
        message:
          `${name} is undefined and set to 0 for ${quoteLabels(undefinedAt.map((k) => labels[k]))}: ` +
          `${undefinedBecause[name]}. The option zeroDivision controls this.`,
      });
    }
    return values;
  };
  const tp = (k: number): number => truePositives[k]!;
  const precision = ratio('precision', tp, (k) => predicted[k]!);
  const recall = ratio('recall', tp, (k) => support[k]!);
  if (beta === 0) return { precision, recall, fScore: precision };
  if (beta === Number.POSITIVE_INFINITY) return { precision, recall, fScore: recall };
  const fScore = ratio(
    'fScore',
    (k) => (1 + beta2) * tp(k),
    (k) => beta2 * support[k]! + predicted[k]!,
  );
  return { precision, recall, fScore };
}
