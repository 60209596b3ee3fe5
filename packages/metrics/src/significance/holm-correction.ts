import { optionError } from '../input/check-option.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';

/**
 * Holm's step-down correction: p-values that hold the family-wise error rate over all of them, in the order given.
 *
 * Reference: Holm, 1979; statsmodels `multipletests(method='holm')`.
 *
 * @throws {MetricsError} `invalid-option` for a value outside [0, 1].
 */
export function holmCorrection(pValues: ArrayLike<number>): OwnedFloat64 {
  const order = Array.from(pValues, (p, i) => {
    if (!(p >= 0 && p <= 1)) throw optionError(`pValues[${i}]`, 'in [0, 1]', p);
    return i;
  }).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Float64Array(pValues.length);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * pValues[i]!));
    adjusted[i] = largest;
  });
  return adjusted;
}
