import type { ModelDifference } from '../significance/compare-models.ts';
import type { Table } from './table.ts';

/** The pairs of a comparison of models. */
export function comparisonTable(pairs: readonly ModelDifference[]): Table {
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
