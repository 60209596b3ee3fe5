import { bitsFromRootHalf, exponents, mantissaLogarithms } from './logarithm';

// @ts-ignore: decorator
@inline
function column(x: usize, row: usize): v128 {
  return v128.load32_lane(
    x + 3 * row,
    v128.load32_lane(x + 2 * row, v128.load32_lane(x + row, v128.load32_zero(x), 1), 2),
    3,
  );
}

/**
 * Four positive normal numbers to the power −gain, to a few parts in ten million: the exponent times `high`, the first bits of the gain, is exact, so
 * that large and small numbers lose nothing. |gain · log2(x)| is below 126.
 */
// @ts-ignore: decorator
@inline
function weightOf(x: v128, high: v128, low: v128): v128 {
  const bits = bitsFromRootHalf(x);
  const e = exponents(bits);
  // 2 / ln 2, for log2.
  const octaves = mantissaLogarithms(bits, 2.8853900817779268);
  const one = f32x4.splat(1);
  // 2 to the power −(k + r), |r| ≤ ½, by the exponential series of −r · ln 2 up to its seventh power.
  const whole = f32x4.mul(high, e);
  const rest = f32x4.add(f32x4.mul(low, e), f32x4.mul(f32x4.add(high, low), octaves));
  const k = f32x4.nearest(f32x4.add(whole, rest));
  const r = f32x4.mul(f32x4.add(f32x4.sub(whole, k), rest), f32x4.splat(-0.69314718056));
  let power = f32x4.splat(1.0 / 5040);
  power = f32x4.add(f32x4.mul(power, r), f32x4.splat(1.0 / 720));
  power = f32x4.add(f32x4.mul(power, r), f32x4.splat(1.0 / 120));
  power = f32x4.add(f32x4.mul(power, r), f32x4.splat(1.0 / 24));
  power = f32x4.add(f32x4.mul(power, r), f32x4.splat(1.0 / 6));
  power = f32x4.add(f32x4.mul(power, r), f32x4.splat(0.5));
  power = f32x4.add(f32x4.mul(power, r), one);
  power = f32x4.add(f32x4.mul(power, r), one);
  return i32x4.sub(power, i32x4.shl(i32x4.trunc_sat_f32x4_s(k), 23));
}

/**
 * Replaces float32 values [rows, columns] by value · (eps + smooth)^−gain / bias, where `smooth` is what the averaging filter with the
 * coefficient `b` makes of `reference`; if `scale` is not 0, by scale · ((1 + that)^½ − 1) in its place. `rows` is a multiple of four,
 * which are in work at once; `reference` may be `values`.
 */
export function pcen32(
  values: usize, reference: usize, rows: usize, columns: usize, b: f64, eps: f32, gain: f64, bias: f32, scale: f32,
): void {
  const one = f32x4.splat(1);
  const row = columns << 2;
  const high = reinterpret<f32>(reinterpret<u32>(<f32>gain) & 0xfffff000);
  const highs = f32x4.splat(high), lows = f32x4.splat(<f32>(gain - high));
  const rise = f64x2.splat(b), fall = f64x2.splat(1 - b), least = f32x4.splat(eps);
  for (let r: usize = 0; r < rows; r += 4, values += 3 * row, reference += 3 * row) {
    // The filter starts as after silence for a value of 1. In float64, since what it forgets slowly is multiplied hundreds of times.
    let first = fall, second = fall;
    for (let end = values + row; values < end; values += 4, reference += 4) {
      const four = column(reference, row);
      const a = f64x2.add(f64x2.mul(rise, f64x2.promote_low_f32x4(four)), first);
      const c = f64x2.add(f64x2.mul(rise, f64x2.promote_low_f32x4(v128.shuffle<f64>(four, four, 1, 1))), second);
      first = f64x2.mul(fall, a);
      second = f64x2.mul(fall, c);
      const smooth = v128.shuffle<f64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(c), 0, 2);
      const weight = weightOf(f32x4.add(least, smooth), highs, lows);
      let x = f32x4.div(f32x4.mul(column(values, row), weight), f32x4.splat(bias));
      // By a quotient, so that nothing is lost of what is small.
      if (scale != 0) {
        x = f32x4.mul(f32x4.splat(scale), f32x4.div(x, f32x4.add(f32x4.sqrt(f32x4.add(one, x)), one)));
      }
      v128.store32_lane(values, x, 0);
      v128.store32_lane(values + row, x, 1);
      v128.store32_lane(values + 2 * row, x, 2);
      v128.store32_lane(values + 3 * row, x, 3);
    }
  }
}
