// A positive normal float32 is 2^e · m, with the mantissa m in [√½, √2): ln x = e · ln 2 + 2 artanh((m − 1) / (m + 1)).

/** The bits of four numbers from √½ on: adding the distance to 1 carries into the exponent where the mantissa reaches √2. */
// @ts-ignore: decorator
@inline
export function bitsFromRootHalf(x: v128): v128 {
  return i32x4.add(x, i32x4.splat(0x3f800000 - 0x3f3504f3));
}

/** The exponents e of such bits, as numbers. */
// @ts-ignore: decorator
@inline
export function exponents(bits: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(bits, 23), i32x4.splat(127)));
}

/** The logarithms of the mantissas of such bits, to the base that makes them `scale` / 2 times the natural ones. */
// @ts-ignore: decorator
@inline
export function mantissaLogarithms(bits: v128, scale: f32): v128 {
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const one = f32x4.splat(1);
  const t = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const t2 = f32x4.mul(t, t);
  // scale · (t + t³/3 + t⁵/5 + t⁷/7 + t⁹/9), |t| ≤ 0.1716; the next term is below 3e-9 for a scale of 8.7.
  let series = f32x4.splat(scale / 9);
  series = f32x4.add(f32x4.mul(series, t2), f32x4.splat(scale / 7));
  series = f32x4.add(f32x4.mul(series, t2), f32x4.splat(scale / 5));
  series = f32x4.add(f32x4.mul(series, t2), f32x4.splat(scale / 3));
  series = f32x4.add(f32x4.mul(series, t2), f32x4.splat(scale));
  return f32x4.mul(t, series);
}
