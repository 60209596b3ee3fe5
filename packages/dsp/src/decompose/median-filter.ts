import { reflected } from '../features/maximum-filter.ts';

// In a vm, as under Jest, a global is found slowly: decision 0139.
const floor = Math.floor;

/**
 * Median of `size` neighboring values of a series that continues by reflection, as `scipy.ndimage.median_filter`; the upper
 * one of the two in the middle where `size` is even.
 *
 * The window is kept in order, and each step takes one value out and puts one in.
 * @internal
 */
export function medianFilter(series: Float64Array, size: number, out: Float64Array): void {
  const { length } = series;
  const before = floor(size / 2);
  const at = (index: number): number =>
    index >= 0 && index < length ? series[index]! : series[reflected(index, length)]!;
  const sorted = Float64Array.from({ length: size }, (_, k) => at(k - before)).sort();
  for (let i = 0; i < length; i++) {
    out[i] = sorted[before]!;
    const leaving = at(i - before);
    const coming = at(i - before + size);
    let place = lowerBound(sorted, leaving);
    for (; place > 0 && sorted[place - 1]! > coming; place--) sorted[place] = sorted[place - 1]!;
    for (; place < size - 1 && sorted[place + 1]! < coming; place++) sorted[place] = sorted[place + 1]!;
    sorted[place] = coming;
  }
}

/** First place whose value is not below the given one. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
