import type { Signal } from '../signal.ts';

/** Up to this many values are kept sorted by insertion; beyond, sorting everything is faster. No result depends on it. */
const insertionLimit = 24;

/**
 * Writes, of every frame, the sums of the `count` largest and smallest values of rows of a spectrogram, 1 ≤ count ≤ rows.
 *
 * @param rows The rows, one after the other, each as long as `largest` and `smallest`.
 */
export function sumExtremes(rows: Signal, count: number, largest: Float64Array, smallest: Float64Array): void {
  if (count > insertionLimit) sortColumns(rows, count, largest, smallest);
  else keepExtremes(rows, count, largest, smallest);
}

/** Row by row, as memory lies, each frame with its own sorted few. */
function keepExtremes(rows: Signal, count: number, largest: Float64Array, smallest: Float64Array): void {
  const frames = largest.length;
  const high = new Float64Array(frames * count).fill(Number.NEGATIVE_INFINITY);
  const low = new Float64Array(frames * count).fill(Number.POSITIVE_INFINITY);
  // What a value must pass to be kept: hardly any does, which a processor predicts well.
  const leastHigh = largest.fill(Number.NEGATIVE_INFINITY);
  const mostLow = smallest.fill(Number.POSITIVE_INFINITY);
  for (let n = 0; n < rows.length; n += frames) {
    for (let t = 0; t < frames; t++) {
      const value = rows[n + t]!;
      if (value > leastHigh[t]!) {
        const last = (t + 1) * count - 1;
        let i = t * count;
        for (; i < last && high[i + 1]! < value; i++) high[i] = high[i + 1]!;
        high[i] = value;
        leastHigh[t] = high[t * count]!;
      }
      if (value < mostLow[t]!) {
        const last = (t + 1) * count - 1;
        let i = t * count;
        for (; i < last && low[i + 1]! > value; i++) low[i] = low[i + 1]!;
        low[i] = value;
        mostLow[t] = low[t * count]!;
      }
    }
  }
  for (let t = 0; t < frames; t++) {
    let [above, below] = [0, 0];
    for (let i = t * count; i < (t + 1) * count; i++) {
      above += high[i]!;
      below += low[i]!;
    }
    largest[t] = above;
    smallest[t] = below;
  }
}

function sortColumns(rows: Signal, count: number, largest: Float64Array, smallest: Float64Array): void {
  const frames = largest.length;
  const column = new Float64Array(rows.length / frames);
  for (let t = 0; t < frames; t++) {
    for (let i = 0; i < column.length; i++) column[i] = rows[i * frames + t]!;
    column.sort();
    let [above, below] = [0, 0];
    for (let i = 0; i < count; i++) {
      above += column[column.length - count + i]!;
      below += column[count - 1 - i]!;
    }
    largest[t] = above;
    smallest[t] = below;
  }
}
