import { lanes } from './lanes';
import { Plan, forward } from './frames';
import { lastGroup, magnitudes } from './stft';

/** The most magnitudes of a band that are summed. */
const MOST = 24;

/** Where the largest few of a band are kept, ascending, and the smallest few, descending. */
const high = memory.data(MOST * 16, 16);
const low = memory.data(MOST * 16, 16);

/** The most magnitudes of a band that `extremes64` sums. */
export function mostSummed(): usize {
  return MOST;
}

/** The larger of two numbers in each lane, or the smaller. */
// @ts-ignore: decorator
@inline
function outer(isLarge: bool, a: v128, b: v128): v128 {
  return isLarge ? f64x2.pmax(a, b) : f64x2.pmin(a, b);
}

/** Puts a value of each lane among the `count` outermost at `kept`, the innermost first, which leaves. */
// @ts-ignore: decorator
@inline
function keep(isLarge: bool, kept: usize, value: v128, count: usize): void {
  let carried = outer(isLarge, value, v128.load(kept));
  const last = kept + ((count - 1) << 4);
  for (let at = kept; at < last; at += 16) {
    const next = v128.load(at, 16);
    v128.store(at, outer(!isLarge, carried, next));
    carried = outer(isLarge, carried, next);
  }
  v128.store(last, carried);
}

/** The sum of `count` pairs of lanes, in the order of memory. */
// @ts-ignore: decorator
@inline
function sum(kept: usize, count: usize): v128 {
  let total = f64x2.splat(0);
  for (let at = kept, end = kept + (count << 4); at < end; at += 16) total = f64x2.add(total, v128.load(at));
  return total;
}

/** Leaves the `count` largest of the vectors from `x` to before `end` at `high`, and the smallest at `low`. */
function keepExtremes(x: usize, end: usize, count: usize): void {
  let leastHigh = f64x2.splat(-Infinity), mostLow = f64x2.splat(Infinity);
  for (let i: usize = 0; i < count; i++) {
    v128.store(high + (i << 4), leastHigh);
    v128.store(low + (i << 4), mostLow);
  }
  // Hardly any value passes what must be passed to be kept, which a processor predicts well.
  for (; x < end; x += 16) {
    const value = v128.load(x);
    if (v128.any_true(f64x2.gt(value, leastHigh))) {
      keep(true, high, value, count);
      leastHigh = v128.load(high);
    }
    if (v128.any_true(f64x2.lt(value, mostLow))) {
      keep(false, low, value, count);
      mostLow = v128.load(low);
    }
  }
}

/**
 * Writes the sums of the largest and of the smallest few magnitudes of each band of every frame, [bands, count], in float64.
 * `bands` holds the number of bands, and of each its first bin, the one past its last, and how many are summed, at most `mostSummed()`.
 */
export function extremes64(
  plan: Plan, bands: usize, signal: usize, hop: usize, count: usize, data: usize, largest: usize, smallest: usize,
): void {
  const row = count << 3;
  const end = bands + 4 + <usize>load<u32>(bands) * 12;
  for (let t: usize = 0; t < count; t += lanes<f64>()) {
    const first = min(t, lastGroup<f64>(count));
    forward<f64>(plan, signal + (first * hop << 3), hop, data);
    magnitudes<f64>(data, plan.half, 1);
    let place = first << 3;
    for (let band = bands + 4; band < end; band += 12, place += row) {
      const few = <usize>load<u32>(band, 8);
      keepExtremes(data + (<usize>load<u32>(band) << 4), data + (<usize>load<u32>(band, 4) << 4), few);
      v128.store(largest + place, sum(high, few));
      v128.store(smallest + place, sum(low, few));
    }
  }
}
