import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';

/** Place of an index beyond the ends of `length` values that continue by reflection about their outer edges. */
export function reflected(index: number, length: number): number {
  const folded = ((index % (2 * length)) + 2 * length) % (2 * length);
  return folded < length ? folded : 2 * length - 1 - folded;
}

/**
 * Largest of `size` neighboring rows of a row-major matrix, as `scipy.ndimage.maximum_filter1d` along the first axis.
 * @internal
 */
export function maximumFilter<T extends Signal>(
  values: T,
  rows: number,
  columns: number,
  size: number,
): OwnedSignal<T> {
  const out = likeSignal(values, values.length);
  const before = Math.floor(size / 2);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let largest = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < size; k++) {
        largest = Math.max(largest, values[reflected(row - before + k, rows) * columns + column]!);
      }
      out[row * columns + column] = largest;
    }
  }
  return out;
}
