import { POINT, lanes } from './lanes';
import { Plan, forward } from './frames';

/** First frame of the last full group of lanes: groups overlap rather than run past the end. */
// @ts-ignore: decorator
@inline
export function lastGroup<T>(count: usize): usize {
  return count - lanes<T>();
}

/** Writes bins [half + 1, count] of real and imaginary parts. `count` is at least the number of lanes. */
function stft<T>(plan: Plan, signal: usize, hop: usize, count: usize, data: usize, re: usize, im: usize): void {
  const row = count * sizeof<T>();
  for (let t: usize = 0; t < count; t += lanes<T>()) {
    const first = min(t, lastGroup<T>(count));
    forward<T>(plan, signal + first * hop * sizeof<T>(), hop, data);
    let place = first * sizeof<T>();
    for (let x = data, end = data + (plan.half + 1) * POINT; x < end; x += POINT, place += row) {
      v128.store(re + place, v128.load(x));
      v128.store(im + place, v128.load(x, 16));
    }
  }
}

/** Replaces the points of `data` by |X|² or, for power 1, |X|: half + 1 vectors, 16 bytes apart. */
export function magnitudes<T>(data: usize, half: usize, power: u32): void {
  let out = data;
  for (let x = data, end = data + (half + 1) * POINT; x < end; x += POINT, out += 16) {
    const r = v128.load(x), i = v128.load(x, 16);
    const energy = v128.add<T>(v128.mul<T>(r, r), v128.mul<T>(i, i));
    v128.store(out, power == 1 ? v128.sqrt<T>(energy) : energy);
  }
}

/** Writes |X|^power (1 or 2) of every frame: [half + 1, count]. */
function spectrogram<T>(plan: Plan, signal: usize, hop: usize, count: usize, power: u32, data: usize, out: usize): void {
  const row = count * sizeof<T>();
  for (let t: usize = 0; t < count; t += lanes<T>()) {
    const first = min(t, lastGroup<T>(count));
    forward<T>(plan, signal + first * hop * sizeof<T>(), hop, data);
    magnitudes<T>(data, plan.half, power);
    let place = out + first * sizeof<T>();
    for (let x = data, end = data + (plan.half + 1) * 16; x < end; x += 16, place += row) v128.store(place, v128.load(x));
  }
}

export function stft32(plan: Plan, signal: usize, hop: usize, count: usize, data: usize, re: usize, im: usize): void {
  stft<f32>(plan, signal, hop, count, data, re, im);
}

export function stft64(plan: Plan, signal: usize, hop: usize, count: usize, data: usize, re: usize, im: usize): void {
  stft<f64>(plan, signal, hop, count, data, re, im);
}

export function spectrogram32(plan: Plan, signal: usize, hop: usize, count: usize, power: u32, data: usize, out: usize): void {
  spectrogram<f32>(plan, signal, hop, count, power, data, out);
}

export function spectrogram64(plan: Plan, signal: usize, hop: usize, count: usize, power: u32, data: usize, out: usize): void {
  spectrogram<f64>(plan, signal, hop, count, power, data, out);
}
