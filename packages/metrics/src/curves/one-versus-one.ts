import type { ClassColumns } from './average-classes.ts';
import { binaryRocAuc } from './binary-roc-auc.ts';

/**
 * Hand and Till's M: mean over pairs of classes that occur of the mean of both areas, each by the scores of one of the two
 * classes; weighted by the share of items of either class if asked for.
 */
export function oneVersusOne({ values, rows, columns, columnOf }: ClassColumns, weighted: boolean): number {
  const present = [...new Set(columnOf)].sort((a, b) => a - b);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < present.length; i++) {
    for (let j = i + 1; j < present.length; j++) {
      const [a, b] = [present[i]!, present[j]!];
      const items = [...columnOf.keys()].filter((item) => columnOf[item] === a || columnOf[item] === b);
      const area = (own: number): number =>
        binaryRocAuc(
          items.map((item) => (columnOf[item] === own ? 1 : 0)),
          Float64Array.from(items, (item) => values[item * columns + own]!),
        );
      const weight = weighted ? items.length / rows : 1;
      sum += (weight * (area(a) + area(b))) / 2;
      total += weight;
    }
  }
  return sum / total;
}
