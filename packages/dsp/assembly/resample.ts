// Kernels of band-limited sample-rate conversion by overlap-save: forward FFT of N points, low-pass, inverse FFT of K
// points, which are N input samples at another rate; for ratios that no such pair of sizes gives, interpolation between
// the points.
//
// The blocks of one group lie in the lanes of the vectors: the first ones as real, as many more as imaginary parts, which
// the real symmetric filter keeps apart. So every transform is plain scalar code on vectors, and only entry and exit
// transpose. The caller lays memory out; all addresses are bytes. An element is 32 bytes: a vector of real and one of
// imaginary parts. Transforms run in place, forward from natural to digit-reversed order, inverse back.

import { radix2, radix4 } from './resample/even-radix';
import { radix3, radix5, radix7 } from './resample/odd-radix';
import { add, mul, splat } from './resample/vector';

// @ts-ignore: decorator
@inline
function stage<T>(radix: i32, base: usize, n: i32, m: i32, twiddles: usize, before: bool, RE: usize, IM: usize): void {
  if (radix == 4) radix4<T>(base, n, m, twiddles, before, RE, IM);
  else if (radix == 2) radix2<T>(base, n, m, twiddles, before, RE, IM);
  else if (radix == 3) radix3<T>(base, n, m, twiddles, before, RE, IM);
  else if (radix == 5) radix5<T>(base, n, m, twiddles, before, RE, IM);
  else radix7<T>(base, n, m, twiddles, before, RE, IM);
}

/** One stage of the forward transform: butterflies of `radix` elements that lie `m` apart, among `n` elements. */
export function forward32(radix: i32, base: usize, n: i32, m: i32, twiddles: usize): void {
  stage<f32>(radix, base, n, m, twiddles, false, 0, 16);
}
export function forward64(radix: i32, base: usize, n: i32, m: i32, twiddles: usize): void {
  stage<f64>(radix, base, n, m, twiddles, false, 0, 16);
}

/** One stage of the inverse transform (not scaled); stages and twiddle factors as forward, in opposite order. */
export function inverse32(radix: i32, base: usize, n: i32, m: i32, twiddles: usize): void {
  stage<f32>(radix, base, n, m, twiddles, true, 16, 0);
}
export function inverse64(radix: i32, base: usize, n: i32, m: i32, twiddles: usize): void {
  stage<f64>(radix, base, n, m, twiddles, true, 16, 0);
}

// @ts-ignore: decorator
@inline
function filter<T>(table: usize, end: usize, source: usize, target: usize, size: i32): void {
  memory.fill(target, 0, <usize>size << 5);
  for (let entry = table; entry < end; entry += 16) {
    const from = source + load<u32>(entry), to = target + load<u32>(entry, 4);
    const gain = splat<T>(entry + 8);
    v128.store(to, mul<T>(v128.load(from), gain));
    v128.store(to, mul<T>(v128.load(from, 16), gain), 16);
  }
}

/** Clears `size` elements, then moves and scales some to there: 16 bytes an entry, byte offsets from and to (u32), gain. */
export function filter32(table: usize, end: usize, source: usize, target: usize, size: i32): void {
  filter<f32>(table, end, source, target, size);
}
export function filter64(table: usize, end: usize, source: usize, target: usize, size: i32): void {
  filter<f64>(table, end, source, target, size);
}

/** Whether none of `count` samples (a multiple of 2) is NaN or infinite: 0 · x is NaN for those, and NaN stays in a sum. */
export function finite32(samples: usize, count: i32): bool {
  let a = f32x4.splat(0), b = a;
  const whole = samples + ((<usize>count & ~7) << 2);
  const end = samples + (<usize>count << 2);
  const zero = f32x4.splat(0);
  let p = samples;
  for (; p < whole; p += 32) {
    a = f32x4.add(a, f32x4.mul(v128.load(p), zero));
    b = f32x4.add(b, f32x4.mul(v128.load(p, 16), zero));
  }
  for (; p < end; p += 8) a = f32x4.add(a, f32x4.mul(v128.load64_zero(p), zero));
  return v128.all_true<i32>(f32x4.eq(f32x4.add(a, b), zero));
}
export function finite64(samples: usize, count: i32): bool {
  const zero = f64x2.splat(0);
  let sum = zero;
  const end = samples + (<usize>count << 3);
  for (let p = samples; p < end; p += 16) sum = f64x2.add(sum, f64x2.mul(v128.load(p), zero));
  return v128.all_true<i64>(f64x2.eq(sum, zero));
}

/** Lays the first `n` (a multiple of 4) samples of 8 blocks, `hop` samples apart, into lanes. */
export function load32(samples: usize, hop: i32, n: i32, target: usize): void {
  const step = <usize>hop << 2;
  for (let half: usize = 0; half < 2; half++) {
    let p0 = samples + half * 4 * step, p1 = p0 + step, p2 = p1 + step, p3 = p2 + step;
    let out = target + half * 16;
    for (let i = 0; i < n; i += 4) {
      const a = v128.load(p0), b = v128.load(p1), c = v128.load(p2), d = v128.load(p3);
      const ab0 = i32x4.shuffle(a, b, 0, 4, 1, 5), ab1 = i32x4.shuffle(a, b, 2, 6, 3, 7);
      const cd0 = i32x4.shuffle(c, d, 0, 4, 1, 5), cd1 = i32x4.shuffle(c, d, 2, 6, 3, 7);
      v128.store(out, i64x2.shuffle(ab0, cd0, 0, 2));
      v128.store(out, i64x2.shuffle(ab0, cd0, 1, 3), 32);
      v128.store(out, i64x2.shuffle(ab1, cd1, 0, 2), 64);
      v128.store(out, i64x2.shuffle(ab1, cd1, 1, 3), 96);
      p0 += 16;
      p1 += 16;
      p2 += 16;
      p3 += 16;
      out += 128;
    }
  }
}

/** Lays the first `n` (a multiple of 2) samples of 4 blocks, `hop` samples apart, into lanes. */
export function load64(samples: usize, hop: i32, n: i32, target: usize): void {
  const step = <usize>hop << 3;
  for (let half: usize = 0; half < 2; half++) {
    let p0 = samples + half * 2 * step, p1 = p0 + step;
    let out = target + half * 16;
    for (let i = 0; i < n; i += 2) {
      const a = v128.load(p0), b = v128.load(p1);
      v128.store(out, i64x2.shuffle(a, b, 0, 2));
      v128.store(out, i64x2.shuffle(a, b, 1, 3), 32);
      p0 += 16;
      p1 += 16;
      out += 64;
    }
  }
}

// @ts-ignore: decorator
@inline
function store4x4(source: usize, p0: usize, step: usize, scale: v128): void {
  const a = f32x4.mul(v128.load(source), scale), b = f32x4.mul(v128.load(source, 32), scale);
  const c = f32x4.mul(v128.load(source, 64), scale), d = f32x4.mul(v128.load(source, 96), scale);
  const ab0 = i32x4.shuffle(a, b, 0, 4, 1, 5), ab1 = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cd0 = i32x4.shuffle(c, d, 0, 4, 1, 5), cd1 = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(p0, i64x2.shuffle(ab0, cd0, 0, 2));
  v128.store(p0 + step, i64x2.shuffle(ab0, cd0, 1, 3));
  v128.store(p0 + 2 * step, i64x2.shuffle(ab1, cd1, 0, 2));
  v128.store(p0 + 3 * step, i64x2.shuffle(ab1, cd1, 1, 3));
}

/** The way back: `hop` (at least 4) elements from `source` on, scaled, laid out as 8 runs of samples behind each other. */
export function store32(source: usize, hop: i32, samples: usize, scale: f64): void {
  const step = <usize>hop << 2;
  const factor = f32x4.splat(<f32>scale);
  for (let half: usize = 0; half < 2; half++) {
    const from = source + half * 16, to = samples + half * 4 * step;
    const last = <usize>(hop - 4);
    for (let i: usize = 0; i < last; i += 4) store4x4(from + (i << 5), to + (i << 2), step, factor);
    // The last four again, so that no run writes into the next.
    store4x4(from + (last << 5), to + (last << 2), step, factor);
  }
}

/** The way back: `hop` elements from `source` on, scaled, laid out as 4 runs of samples behind each other. */
export function store64(source: usize, hop: i32, samples: usize, scale: f64): void {
  const step = <usize>hop << 3;
  const factor = f64x2.splat(scale);
  for (let half: usize = 0; half < 2; half++) {
    let from = source + half * 16, to = samples + half * 2 * step;
    for (let i = 0; i < hop; i++) {
      const v = f64x2.mul(v128.load(from), factor);
      v128.store64_lane(to, v, 0);
      v128.store64_lane(to + step, v, 1);
      from += 32;
      to += 8;
    }
  }
}

/** Coefficients a row of the interpolation table; each row is followed by its differences to the next. */
const TAPS: usize = 20;
/** Positions are integers here, in units of 2^-44 samples: the next 10 bits choose the row, the rest blends. */
const UNIT: f64 = 17592186044416;

/** Products of one vector of samples with one of coefficients, the latter blended with the next row. */
// @ts-ignore: decorator
@inline
function weighted<T>(x: usize, row: usize, blend: v128, index: usize): v128 {
  const at = index << 4;
  const weight = add<T>(v128.load(row + at), mul<T>(v128.load(row + at, TAPS * sizeof<T>()), blend));
  return mul<T>(v128.load(x + at), weight);
}

// @ts-ignore: decorator
@inline
function interpolated<T>(samples: usize, rows: usize, position: i64): v128 {
  const x = samples + <usize>(position >> 44) * sizeof<T>();
  const row = rows + <usize>((position >> 34) & 1023) * (2 * TAPS * sizeof<T>());
  const blend: v128 = sizeof<T>() == 4
    ? f32x4.splat(<f32>(<i32>(position >> 10) & 0xffffff) * <f32>(1.0 / 16777216))
    : f64x2.splat(<f64>(position & 0x3ffffffff) * (1.0 / 17179869184));
  let a = add<T>(weighted<T>(x, row, blend, 0), weighted<T>(x, row, blend, 1));
  let b = add<T>(weighted<T>(x, row, blend, 2), weighted<T>(x, row, blend, 3));
  a = add<T>(a, weighted<T>(x, row, blend, 4));
  if (sizeof<T>() == 8) {
    b = add<T>(b, weighted<T>(x, row, blend, 5));
    a = add<T>(a, weighted<T>(x, row, blend, 6));
    b = add<T>(b, weighted<T>(x, row, blend, 7));
    a = add<T>(a, weighted<T>(x, row, blend, 8));
    b = add<T>(b, weighted<T>(x, row, blend, 9));
  }
  return add<T>(a, b);
}

/**
 * Values between samples: `count` of them, a multiple of 4, from `start` on, `step` apart, both in samples after `samples`
 * and not negative.
 */
export function interpolate32(samples: usize, rows: usize, start: f64, step: f64, count: i32, target: usize): void {
  let position = <i64>(start * UNIT);
  const by = <i64>(step * UNIT);
  const end = target + (<usize>count << 2);
  for (let out = target; out < end; out += 16) {
    const a = interpolated<f32>(samples, rows, position);
    const b = interpolated<f32>(samples, rows, position + by);
    const c = interpolated<f32>(samples, rows, position + 2 * by);
    const d = interpolated<f32>(samples, rows, position + 3 * by);
    position += 4 * by;
    const ab = f32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
    v128.store(out, f32x4.add(i64x2.shuffle(ab, cd, 0, 2), i64x2.shuffle(ab, cd, 1, 3)));
  }
}
export function interpolate64(samples: usize, rows: usize, start: f64, step: f64, count: i32, target: usize): void {
  let position = <i64>(start * UNIT);
  const by = <i64>(step * UNIT);
  const end = target + (<usize>count << 3);
  for (let out = target; out < end; out += 16) {
    const a = interpolated<f64>(samples, rows, position);
    const b = interpolated<f64>(samples, rows, position + by);
    position += 2 * by;
    v128.store(out, f64x2.add(i64x2.shuffle(a, b, 0, 2), i64x2.shuffle(a, b, 1, 3)));
  }
}
