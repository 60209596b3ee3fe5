/** 10 · log10(2), decibels of a factor of two. */
const OCTAVE: f32 = 3.0102999566398120;

/**
 * Decibels of four positive normal numbers: the exponent, and the logarithm of the mantissa m in [√½, √2) by
 * ln m = 2 artanh((m − 1) / (m + 1)).
 */
// @ts-ignore: decorator
@inline
function decibels(x: v128): v128 {
  // Adding the distance from √½ to 1 to the bits carries into the exponent where the mantissa reaches √2.
  const bits = i32x4.add(x, i32x4.splat(0x3f800000 - 0x3f3504f3));
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(bits, 23), i32x4.splat(127)));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const one = f32x4.splat(1);
  const t = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const t2 = f32x4.mul(t, t);
  // 20 / ln 10 · (1 + t²/3 + t⁴/5 + t⁶/7 + t⁸/9), |t| ≤ 0.1716; the next term is below 3e-9.
  let series = f32x4.splat(8.685889638065036 / 9);
  series = f32x4.add(f32x4.mul(series, t2), f32x4.splat(8.685889638065036 / 7));
  series = f32x4.add(f32x4.mul(series, t2), f32x4.splat(8.685889638065036 / 5));
  series = f32x4.add(f32x4.mul(series, t2), f32x4.splat(8.685889638065036 / 3));
  series = f32x4.add(f32x4.mul(series, t2), f32x4.splat(8.685889638065036));
  return f32x4.add(f32x4.mul(exponent, f32x4.splat(OCTAVE)), f32x4.mul(t, series));
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
