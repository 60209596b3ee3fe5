/** Up to this many values are kept sorted by insertion; beyond, sorting everything is faster. */
const insertionLimit = 24;

/** Sum of the `count` largest values of a vector, 1 ≤ count ≤ length; the vector may be reordered. */
export function sumOfLargest(values: Float64Array, count: number): number {
  let sum = 0;
  if (count > insertionLimit) {
    values.sort();
    for (let i = values.length - count; i < values.length; i++) sum += values[i]!;
    return sum;
  }
  // kept[0] is the smallest of the largest: hardly any value passes it, which a processor predicts well.
  const kept = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    if (value <= kept[0]!) continue;
    let i = 0;
    while (i + 1 < count && kept[i + 1]! < value) {
      kept[i] = kept[i + 1]!;
      i++;
    }
    kept[i] = value;
  }
  for (let i = 0; i < count; i++) sum += kept[i]!;
  return sum;
}
