/**
 * Probabilities over other classes: those of the classes that `to` names, summed by what they stand for. What stands for
 * none is shared out in proportion; where nothing else is left, all are alike.
 *
 * @param row One probability per class of `classes`.
 * @param to What each class stands for; missing where it stands for none.
 * @param known The classes of the result, in its order.
 */
export function mapProbabilities(
  row: ArrayLike<number>,
  classes: readonly string[],
  to: ReadonlyMap<string, string>,
  known: readonly string[],
): number[] {
  const sums = known.map((one) => classes.reduce((sum, from, k) => (to.get(from) === one ? sum + row[k]! : sum), 0));
  const total = sums.reduce((a, b) => a + b, 0);
  return sums.map((sum) => (total > 0 ? sum / total : 1 / known.length));
}
