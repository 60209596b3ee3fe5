import { POINT, lanes } from './lanes';
import { Plan, addSquares, divide, inverse } from './frames';

/**
 * Adds `count` inverse frames to `signal` and their squared windows to `weight`. `re` and `im` are [half + 1, stride];
 * stride is `count` rounded up to full lanes, the columns behind `count` zero. `data` has room for 2 · half + 1 points.
 */
function istft<T>(plan: Plan, re: usize, im: usize, stride: usize, count: usize, hop: usize, data: usize, signal: usize, weight: usize): void {
  const row = stride * sizeof<T>();
  const work = data + (plan.half + 1) * POINT;
  for (let t: usize = 0; t < count; t += lanes<T>()) {
    let place = t * sizeof<T>();
    for (let x = data; x < work; x += POINT, place += row) {
      v128.store(x, v128.load(re + place));
      v128.store(x, v128.load(im + place), 16);
    }
    inverse<T>(plan, data, work, signal + t * hop * sizeof<T>(), hop);
  }
  addSquares<T>(plan, weight, hop, count);
}

export function istft32(plan: Plan, re: usize, im: usize, stride: usize, count: usize, hop: usize, data: usize, signal: usize, weight: usize): void {
  istft<f32>(plan, re, im, stride, count, hop, data, signal, weight);
}

export function istft64(plan: Plan, re: usize, im: usize, stride: usize, count: usize, hop: usize, data: usize, signal: usize, weight: usize): void {
  istft<f64>(plan, re, im, stride, count, hop, data, signal, weight);
}

/** Smallest normal number of the precision: librosa divides only by larger sums. */
export function divide32(signal: usize, weight: usize, length: usize): void {
  divide<f32>(signal, weight, length, f32.MIN_NORMAL_VALUE);
}

export function divide64(signal: usize, weight: usize, length: usize): void {
  divide<f64>(signal, weight, length, f64.MIN_NORMAL_VALUE);
}
