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
