import type { Prediction } from '../../evaluation/predictions.ts';
import { BASELINE } from '../../models/models.ts';
import type { Difference } from './model-tests.ts';

/** A model beside the baseline, by one measure: the right answers on the files that both have. */
export interface BesideBaseline {
  readonly files: number;
  readonly right: number;
  readonly baselineRight: number;
  /** Whether McNemar's test of these right answers, corrected by Holm's method, finds a difference, whichever is ahead. */
  readonly isClear: boolean;
}

/** Null where the two were not tested against each other. */
export function besideBaseline(
  { model, predictions }: { readonly model: string; readonly predictions: readonly Prediction[] },
  baseline: readonly Prediction[],
  differences: readonly Difference[],
): BesideBaseline | null {
  const test = differences.find((pair) => pair.models.includes(model) && pair.models.includes(BASELINE));
  if (!test) return null;
  const rightOf = (given: readonly Prediction[], others: readonly Prediction[]): number => {
    const shared = new Set(others.map(({ file }) => file));
    return given.filter(({ file, actual, predicted }) => shared.has(file) && actual === predicted).length;
  };
  return {
    files: test.files,
    right: rightOf(predictions, baseline),
    baselineRight: rightOf(baseline, predictions),
    isClear: test.pHolm < 0.05,
  };
}
