import { bitsFromRootHalf, exponents, mantissaLogarithms } from './logarithm';

/** 10 · log10(2), decibels of a factor of two. */
const OCTAVE: f32 = 3.0102999566398120;

/** Decibels of four positive normal numbers. */
// @ts-ignore: decorator
@inline
function decibels(x: v128): v128 {
  const bits = bitsFromRootHalf(x);
  // 20 / ln 10, for 10 · log10.
  return f32x4.add(f32x4.mul(exponents(bits), f32x4.splat(OCTAVE)), mantissaLogarithms(bits, 8.685889638065036));
}

/**
 * Replaces `count` float32 values, a multiple of four, by 10 · log10(max(amin, value)) − 10 · log10(max(amin, ref)),
 * limited to `range` below the largest result (`range` < 0: no limit). `amin` is a normal number.
 */
export function decibels32(values: usize, count: usize, amin: f32, ref: f32, range: f32): void {
  const end = values + count * 4;
  const least = f32x4.splat(amin);
  const zero = decibels(f32x4.max(least, f32x4.splat(ref)));
  let highest = f32x4.splat(-f32.MAX_VALUE);
  for (let x = values; x < end; x += 16) {
    const db = f32x4.sub(decibels(f32x4.max(least, v128.load(x))), zero);
    highest = f32x4.max(highest, db);
    v128.store(x, db);
  }
  if (range < 0) return;
  highest = f32x4.max(highest, v128.shuffle<f32>(highest, highest, 2, 3, 0, 1));
  highest = f32x4.max(highest, v128.shuffle<f32>(highest, highest, 1, 0, 3, 2));
  const floor = f32x4.sub(highest, f32x4.splat(range));
  for (let x = values; x < end; x += 16) v128.store(x, f32x4.max(floor, v128.load(x)));
}
