import { POINT } from './lanes';
import { fft } from './fft';

/**
 * Reads as many consecutive frames as there are lanes, windows them, and packs pairs of samples as complex points in
 * bit-reversed order. `window` holds half the window, which frees the untangling below from scaling.
 */
function loadFrames<T>(signal: usize, hop: usize, window: usize, reversed: usize, half: usize, data: usize): void {
  const step = hop * sizeof<T>();
  let x = signal;
  if (sizeof<T>() == 4) {
    for (let n: usize = 0; n < half; n += 2) {
      const a = v128.load(x), b = v128.load(x + step);
      const c = v128.load(x + 2 * step), d = v128.load(x + 3 * step);
      x += 16;
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7), gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const place = data + <usize>load<u32>(reversed + n * 4) * POINT;
      const next = data + <usize>load<u32>(reversed + n * 4, 4) * POINT;
      const w = window + n * 8;
      v128.store(place, f32x4.mul(v128.load32_splat(w), v128.shuffle<f64>(ab, cd, 0, 2)));
      v128.store(place, f32x4.mul(v128.load32_splat(w, 4), v128.shuffle<f64>(ab, cd, 1, 3)), 16);
      v128.store(next, f32x4.mul(v128.load32_splat(w, 8), v128.shuffle<f64>(ef, gh, 0, 2)));
      v128.store(next, f32x4.mul(v128.load32_splat(w, 12), v128.shuffle<f64>(ef, gh, 1, 3)), 16);
    }
  } else {
    for (let n: usize = 0; n < half; n++) {
      const a = v128.load(x), b = v128.load(x + step);
      x += 16;
      const place = data + <usize>load<u32>(reversed + n * 4) * POINT;
      const w = window + n * 16;
      v128.store(place, f64x2.mul(v128.load64_splat(w), v128.shuffle<f64>(a, b, 0, 2)));
      v128.store(place, f64x2.mul(v128.load64_splat(w, 8), v128.shuffle<f64>(a, b, 1, 3)), 16);
    }
  }
}

/** Turns the transform of the packed samples into the half + 1 bins of the real one, in place. */
function untangle<T>(data: usize, half: usize, table: usize): void {
  const zr = v128.load(data), zi = v128.load(data, 16);
  const sum = v128.add<T>(zr, zi), diff = v128.sub<T>(zr, zi);
  const zero = v128.splat<T>(<T>0);
  const nyquist = data + half * POINT;
  v128.store(data, v128.add<T>(sum, sum));
  v128.store(data, zero, 16);
  v128.store(nyquist, v128.add<T>(diff, diff));
  v128.store(nyquist, zero, 16);
  for (let a = data + POINT, b = nyquist - POINT; a <= b; a += POINT, b -= POINT) {
    table += 2 * sizeof<T>();
    const c = v128.load_splat<T>(table), s = v128.load_splat<T>(table, sizeof<T>());
    const ar = v128.load(a), ai = v128.load(a, 16), br = v128.load(b), bi = v128.load(b, 16);
    const er = v128.add<T>(ar, br), ei = v128.sub<T>(ai, bi);
    const dr = v128.sub<T>(ar, br), di = v128.add<T>(ai, bi);
    const p = v128.add<T>(v128.mul<T>(di, c), v128.mul<T>(dr, s));
    const q = v128.sub<T>(v128.mul<T>(di, s), v128.mul<T>(dr, c));
    v128.store(a, v128.add<T>(er, p));
    v128.store(a, v128.add<T>(ei, q), 16);
    v128.store(b, v128.sub<T>(er, p));
    v128.store(b, v128.sub<T>(q, ei), 16);
  }
}

/** Tables of one transform length and window; all pointers. Written by src/wasm/fft-tables.ts. */
@unmanaged
export class Plan {
  /** nFft / 2, a power of two ≥ 2. */
  half: usize;
  /** u32[half]: bit-reversed place of every point. */
  reversed: usize;
  /** T[…]: twiddle factors of the complex stages. */
  twiddles: usize;
  /** T[half + 2]: cosine and sine of −2πk / nFft for k = 0 … half / 2. */
  untangle: usize;
  /** T[nFft]: half the analysis window. */
  window: usize;
  /** T[nFft]: the synthesis window divided by nFft. */
  synthesis: usize;
  /** T[nFft]: the square of the window. */
  square: usize;
}

/**
 * Spectra of as many consecutive frames as there are lanes: `data` receives half + 1 points.
 * `signal` is where the first frame begins; `hop` counts samples.
 */
export function forward<T>(plan: Plan, signal: usize, hop: usize, data: usize): void {
  loadFrames<T>(signal, hop, plan.window, plan.reversed, plan.half, data);
  fft<T>(data, plan.half, plan.twiddles);
  untangle<T>(data, plan.half, plan.untangle);
}

/**
 * Packs half + 1 bins of every lane as complex points with the real and imaginary parts exchanged, in bit-reversed order:
 * a forward transform of those is the inverse transform. `bins` is left alone.
 */
export function tangle<T>(plan: Plan, bins: usize, data: usize): void {
  const half = plan.half;
  let table = plan.untangle;
  const dc = v128.load(bins), nyquist = v128.load(bins + half * POINT);
  v128.store(data, v128.sub<T>(dc, nyquist));
  v128.store(data, v128.add<T>(dc, nyquist), 16);
  for (let k: usize = 1; k <= half >> 1; k++) {
    table += 2 * sizeof<T>();
    const a = bins + k * POINT, b = bins + (half - k) * POINT;
    const c = v128.load_splat<T>(table), s = v128.load_splat<T>(table, sizeof<T>());
    const ar = v128.load(a), ai = v128.load(a, 16), br = v128.load(b), bi = v128.load(b, 16);
    const er = v128.add<T>(ar, br), ei = v128.sub<T>(ai, bi);
    const dr = v128.sub<T>(ar, br), di = v128.add<T>(ai, bi);
    const p = v128.add<T>(v128.mul<T>(dr, c), v128.mul<T>(di, s));
    const q = v128.sub<T>(v128.mul<T>(di, c), v128.mul<T>(dr, s));
    const x = data + <usize>load<u32>(plan.reversed + k * 4) * POINT;
    const y = data + <usize>load<u32>(plan.reversed + (half - k) * 4) * POINT;
    v128.store(x, v128.add<T>(p, ei));
    v128.store(x, v128.sub<T>(er, q), 16);
    v128.store(y, v128.sub<T>(p, ei));
    v128.store(y, v128.add<T>(er, q), 16);
  }
}

// @ts-ignore: decorator
@inline
function accumulate<T>(place: usize, values: v128): void {
  v128.store(place, v128.add<T>(v128.load(place), values));
}

/**
 * Adds the windowed inverse transforms of as many consecutive frames as there are lanes to `signal`, where the first of
 * them begins. `bins` holds half + 1 points of every lane, `data` is work space for half points.
 */
export function inverse<T>(plan: Plan, bins: usize, data: usize, signal: usize, hop: usize): void {
  tangle<T>(plan, bins, data);
  fft<T>(data, plan.half, plan.twiddles);
  const step = hop * sizeof<T>();
  let w = plan.synthesis;
  let x = signal;
  if (sizeof<T>() == 4) {
    for (let z = data, end = data + plan.half * POINT; z < end; z += 2 * POINT, x += 16, w += 16) {
      const b = v128.load(z), a = v128.load(z, 16), d = v128.load(z, 32), c = v128.load(z, 48);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7), gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const window = v128.load(w);
      accumulate<f32>(x, f32x4.mul(window, v128.shuffle<f64>(ab, cd, 0, 2)));
      accumulate<f32>(x + step, f32x4.mul(window, v128.shuffle<f64>(ab, cd, 1, 3)));
      accumulate<f32>(x + 2 * step, f32x4.mul(window, v128.shuffle<f64>(ef, gh, 0, 2)));
      accumulate<f32>(x + 3 * step, f32x4.mul(window, v128.shuffle<f64>(ef, gh, 1, 3)));
    }
  } else {
    for (let z = data, end = data + plan.half * POINT; z < end; z += POINT, x += 16, w += 16) {
      const b = v128.load(z), a = v128.load(z, 16);
      const window = v128.load(w);
      accumulate<f64>(x, f64x2.mul(window, v128.shuffle<f64>(a, b, 0, 2)));
      accumulate<f64>(x + step, f64x2.mul(window, v128.shuffle<f64>(a, b, 1, 3)));
    }
  }
}

/** Adds the squared windows of `count` frames to `weight`. */
export function addSquares<T>(plan: Plan, weight: usize, hop: usize, count: usize): void {
  for (let t: usize = 0; t < count; t++, weight += hop * sizeof<T>()) {
    let w = plan.square;
    for (let x = weight, end = weight + 2 * plan.half * sizeof<T>(); x < end; x += 16, w += 16) {
      accumulate<T>(x, v128.load(w));
    }
  }
}

/** Divides `length` samples (rounded up to full vectors) by their weights where those exceed `tiny`. */
export function divide<T>(signal: usize, weight: usize, length: usize, tiny: T): void {
  const limit = v128.splat<T>(tiny);
  for (let end = signal + length * sizeof<T>(); signal < end; signal += 16, weight += 16) {
    const w = v128.load(weight), x = v128.load(signal);
    v128.store(signal, v128.bitselect(v128.div<T>(x, w), x, v128.gt<T>(w, limit)));
  }
}
