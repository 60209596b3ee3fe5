// C[m, n] = A[m, k] · B[k, n] in float32, either operand stored transposed.
//
// B is packed, eight columns at a time, into a panel that stays in the first-level cache while all rows of A pass by; a
// tile of 4 × 8 results is held in eight registers. Strides are in bytes: `aRow` from row to row of A, `aStep` from one
// value of a row to the next; `bRow` and `bStep` likewise.

/** Depth of a panel: 256 × 8 floats are 8 KiB. */
const DEPTH: usize = 256;

/** Bytes of scratch memory that `multiply` needs: one panel and one tile. */
export const SCRATCH: usize = DEPTH * 32 + 128;

/** Copies eight columns of B, fewer at its right edge and zeros after them. */
function pack(b: usize, bRow: usize, bStep: usize, depth: usize, columns: usize, panel: usize): void {
  if (columns === 8 && bStep === 4) {
    for (let p: usize = 0; p < depth; p++, b += bRow, panel += 32) {
      v128.store(panel, v128.load(b));
      v128.store(panel, v128.load(b, 16), 16);
    }
    return;
  }
  if (columns === 8 && bRow === 4) {
    const whole = depth & ~3;
    for (let half: usize = 0; half < 2; half++) {
      const b0 = b + 4 * half * bStep;
      const b1 = b0 + bStep;
      const b2 = b1 + bStep;
      const b3 = b2 + bStep;
      let place = panel + 16 * half;
      for (let p: usize = 0; p < whole; p += 4, place += 128) {
        const x0 = v128.load(b0 + p * 4);
        const x1 = v128.load(b1 + p * 4);
        const x2 = v128.load(b2 + p * 4);
        const x3 = v128.load(b3 + p * 4);
        const low01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5);
        const high01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
        const low23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5);
        const high23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
        v128.store(place, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
        v128.store(place, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 32);
        v128.store(place, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 64);
        v128.store(place, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 96);
      }
      for (let p = whole; p < depth; p++, place += 32) {
        store<f32>(place, load<f32>(b0 + p * 4));
        store<f32>(place, load<f32>(b1 + p * 4), 4);
        store<f32>(place, load<f32>(b2 + p * 4), 8);
        store<f32>(place, load<f32>(b3 + p * 4), 12);
      }
    }
    return;
  }
  for (let p: usize = 0; p < depth; p++, b += bRow, panel += 32) {
    for (let j: usize = 0; j < 8; j++) store<f32>(panel + j * 4, j < columns ? load<f32>(b + j * bStep) : 0);
  }
}

/** Four rows of A times a panel; adds to the tile at `c` unless `first`. */
// @ts-ignore: decorator
@inline
function tile4(a: usize, aRow: usize, aStep: usize, panel: usize, depth: usize, c: usize, cRow: usize, first: bool): void {
  let a0 = a;
  let a1 = a0 + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = panel + depth * 32;
  for (let p = panel; p < end; p += 32) {
    const left = v128.load(p);
    const right = v128.load(p, 16);
    const x0 = v128.load32_splat(a0);
    c00 = f32x4.add(c00, f32x4.mul(x0, left));
    c01 = f32x4.add(c01, f32x4.mul(x0, right));
    const x1 = v128.load32_splat(a1);
    c10 = f32x4.add(c10, f32x4.mul(x1, left));
    c11 = f32x4.add(c11, f32x4.mul(x1, right));
    const x2 = v128.load32_splat(a2);
    c20 = f32x4.add(c20, f32x4.mul(x2, left));
    c21 = f32x4.add(c21, f32x4.mul(x2, right));
    const x3 = v128.load32_splat(a3);
    c30 = f32x4.add(c30, f32x4.mul(x3, left));
    c31 = f32x4.add(c31, f32x4.mul(x3, right));
    a0 += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
  }
  let row = c;
  if (!first) {
    c00 = f32x4.add(c00, v128.load(row));
    c01 = f32x4.add(c01, v128.load(row, 16));
    row += cRow;
    c10 = f32x4.add(c10, v128.load(row));
    c11 = f32x4.add(c11, v128.load(row, 16));
    row += cRow;
    c20 = f32x4.add(c20, v128.load(row));
    c21 = f32x4.add(c21, v128.load(row, 16));
    row += cRow;
    c30 = f32x4.add(c30, v128.load(row));
    c31 = f32x4.add(c31, v128.load(row, 16));
    row = c;
  }
  v128.store(row, c00);
  v128.store(row, c01, 16);
  row += cRow;
  v128.store(row, c10);
  v128.store(row, c11, 16);
  row += cRow;
  v128.store(row, c20);
  v128.store(row, c21, 16);
  row += cRow;
  v128.store(row, c30);
  v128.store(row, c31, 16);
}

/** One row of A times a panel. */
// @ts-ignore: decorator
@inline
function tile1(a: usize, aStep: usize, panel: usize, depth: usize, c: usize, first: bool): void {
  let left = f32x4.splat(0), right = left;
  const end = panel + depth * 32;
  for (let p = panel; p < end; p += 32, a += aStep) {
    const x = v128.load32_splat(a);
    left = f32x4.add(left, f32x4.mul(x, v128.load(p)));
    right = f32x4.add(right, f32x4.mul(x, v128.load(p, 16)));
  }
  if (!first) {
    left = f32x4.add(left, v128.load(c));
    right = f32x4.add(right, v128.load(c, 16));
  }
  v128.store(c, left);
  v128.store(c, right, 16);
}

/** Multiplies; adds to C when `accumulate`. `scratch` has room for SCRATCH bytes. */
export function multiply(
  a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, c: usize,
  m: usize, n: usize, k: usize, accumulate: bool, scratch: usize,
): void {
  const panel = scratch;
  const tile = scratch + DEPTH * 32;
  const cRow = n * 4;
  const fours = m & ~3;
  for (let p: usize = 0; p < k; p += DEPTH) {
    const depth = min(DEPTH, k - p);
    const first = p === 0 && !accumulate;
    const aBlock = a + p * aStep;
    for (let j: usize = 0; j < n; j += 8) {
      const columns = min<usize>(8, n - j);
      pack(b + p * bRow + j * bStep, bRow, bStep, depth, columns, panel);
      const cBlock = c + j * 4;
      if (columns === 8) {
        for (let i: usize = 0; i < fours; i += 4) {
          tile4(aBlock + i * aRow, aRow, aStep, panel, depth, cBlock + i * cRow, cRow, first);
        }
        for (let i = fours; i < m; i++) {
          tile1(aBlock + i * aRow, aStep, panel, depth, cBlock + i * cRow, first);
        }
      } else {
        // A store of eight columns would run over the next row: through a tile of its own.
        for (let i: usize = 0; i < m; i++) {
          tile1(aBlock + i * aRow, aStep, panel, depth, tile, true);
          const row = cBlock + i * cRow;
          for (let q: usize = 0; q < columns; q++) {
            const sum = load<f32>(tile + q * 4);
            store<f32>(row + q * 4, first ? sum : sum + load<f32>(row + q * 4));
          }
        }
      }
    }
  }
}
