/** Adds weight · (four float32 values) to a pair of float64 sums. */
// @ts-ignore: decorator
@inline
function addPair(sum: v128, weight: v128, four: v128): v128 {
  return f64x2.add(sum, f64x2.mul(weight, f64x2.promote_low_f32x4(four)));
}

/** Stores two pairs of float64 sums as four float32 values. */
// @ts-ignore: decorator
@inline
function storeSingle(place: usize, a: v128, b: v128): void {
  v128.store(place, v128.shuffle<f64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2));
}

/**
 * Writes the matrix product of `weights` [rows, inner] and `values` [inner, columns], all sums in float64. `values` and
 * `out` are float32; `rows` is a multiple of 4, which share what they read; `columns` is at least 4.
 */
export function product32(weights: usize, rows: usize, inner: usize, values: usize, columns: usize, out: usize): void {
  const row = columns * 4;
  const step = inner * 8;
  for (let r: usize = 0; r < rows; r += 4, out += 4 * row, weights += 4 * step) {
    for (let t: usize = 0; t < columns; t += 4) {
      // The last group of columns reaches back rather than past the end.
      const place = out + min(t, columns - 4) * 4;
      let a0 = f64x2.splat(0), b0 = a0, c0 = a0, d0 = a0, a1 = a0, b1 = a0, c1 = a0, d1 = a0;
      let x = values + min(t, columns - 4) * 4;
      for (let w = weights, end = weights + step; w < end; w += 8, x += row) {
        const first = v128.load(x);
        const second = v128.shuffle<f64>(first, first, 1, 1);
        const wa = v128.load64_splat(w), wb = v128.load64_splat(w + step);
        const wc = v128.load64_splat(w + 2 * step), wd = v128.load64_splat(w + 3 * step);
        a0 = addPair(a0, wa, first); a1 = addPair(a1, wa, second);
        b0 = addPair(b0, wb, first); b1 = addPair(b1, wb, second);
        c0 = addPair(c0, wc, first); c1 = addPair(c1, wc, second);
        d0 = addPair(d0, wd, first); d1 = addPair(d1, wd, second);
      }
      storeSingle(place, a0, a1);
      storeSingle(place + row, b0, b1);
      storeSingle(place + 2 * row, c0, c1);
      storeSingle(place + 3 * row, d0, d1);
    }
  }
}

/** The same for float64 `values` and `out`; `columns` is at least 2. */
export function product64(weights: usize, rows: usize, inner: usize, values: usize, columns: usize, out: usize): void {
  const row = columns * 8;
  const step = inner * 8;
  for (let r: usize = 0; r < rows; r += 4, out += 4 * row, weights += 4 * step) {
    for (let t: usize = 0; t < columns; t += 2) {
      const place = out + min(t, columns - 2) * 8;
      let a = f64x2.splat(0), b = a, c = a, d = a;
      let x = values + min(t, columns - 2) * 8;
      for (let w = weights, end = weights + step; w < end; w += 8, x += row) {
        const two = v128.load(x);
        a = f64x2.add(a, f64x2.mul(v128.load64_splat(w), two));
        b = f64x2.add(b, f64x2.mul(v128.load64_splat(w + step), two));
        c = f64x2.add(c, f64x2.mul(v128.load64_splat(w + 2 * step), two));
        d = f64x2.add(d, f64x2.mul(v128.load64_splat(w + 3 * step), two));
      }
      v128.store(place, a);
      v128.store(place + row, b);
      v128.store(place + 2 * row, c);
      v128.store(place + 3 * row, d);
    }
  }
}
