import { POINT } from './lanes';

/** First stage of an even power of two: radix 4 without twiddle factors, on points in bit-reversed order. */
function radix4First<T>(data: usize, size: usize): void {
  for (let a = data, end = data + size * POINT; a < end; a += 4 * POINT) {
    const ar = v128.load(a), ai = v128.load(a, 16);
    const br = v128.load(a, 32), bi = v128.load(a, 48);
    const cr = v128.load(a, 64), ci = v128.load(a, 80);
    const dr = v128.load(a, 96), di = v128.load(a, 112);
    const sumR = v128.add<T>(ar, br), sumI = v128.add<T>(ai, bi);
    const diffR = v128.sub<T>(ar, br), diffI = v128.sub<T>(ai, bi);
    const sum2R = v128.add<T>(cr, dr), sum2I = v128.add<T>(ci, di);
    const diff2R = v128.sub<T>(cr, dr), diff2I = v128.sub<T>(ci, di);
    v128.store(a, v128.add<T>(sumR, sum2R));
    v128.store(a, v128.add<T>(sumI, sum2I), 16);
    v128.store(a, v128.add<T>(diffR, diff2I), 32);
    v128.store(a, v128.sub<T>(diffI, diff2R), 48);
    v128.store(a, v128.sub<T>(sumR, sum2R), 64);
    v128.store(a, v128.sub<T>(sumI, sum2I), 80);
    v128.store(a, v128.sub<T>(diffR, diff2I), 96);
    v128.store(a, v128.add<T>(diffI, diff2R), 112);
  }
}

/** First stage of an odd power of two. */
function radix2First<T>(data: usize, size: usize): void {
  for (let a = data, end = data + size * POINT; a < end; a += 2 * POINT) {
    const ar = v128.load(a), ai = v128.load(a, 16);
    const br = v128.load(a, 32), bi = v128.load(a, 48);
    v128.store(a, v128.add<T>(ar, br));
    v128.store(a, v128.add<T>(ai, bi), 16);
    v128.store(a, v128.sub<T>(ar, br), 32);
    v128.store(a, v128.sub<T>(ai, bi), 48);
  }
}

/** Radix-4 stage of width m: butterflies over points j, j + m, j + 2m, j + 3m of every group of 4m. */
function radix4<T>(data: usize, size: usize, m: usize, table: usize): void {
  const width = m * POINT;
  const end = data + size * POINT;
  for (let group = data; group < end; group += 4 * width) {
    let w = table;
    for (let a = group, groupEnd = group + width; a < groupEnd; a += POINT) {
      const b = a + width;
      const c = b + width;
      const d = c + width;
      const w1r = v128.load_splat<T>(w), w1i = v128.load_splat<T>(w, sizeof<T>());
      const w2r = v128.load_splat<T>(w, 2 * sizeof<T>()), w2i = v128.load_splat<T>(w, 3 * sizeof<T>());
      const w3r = v128.load_splat<T>(w, 4 * sizeof<T>()), w3i = v128.load_splat<T>(w, 5 * sizeof<T>());
      w += 6 * sizeof<T>();

      let xr = v128.load(b), xi = v128.load(b, 16);
      const br = v128.sub<T>(v128.mul<T>(xr, w2r), v128.mul<T>(xi, w2i));
      const bi = v128.add<T>(v128.mul<T>(xr, w2i), v128.mul<T>(xi, w2r));
      xr = v128.load(c); xi = v128.load(c, 16);
      const cr = v128.sub<T>(v128.mul<T>(xr, w1r), v128.mul<T>(xi, w1i));
      const ci = v128.add<T>(v128.mul<T>(xr, w1i), v128.mul<T>(xi, w1r));
      xr = v128.load(d); xi = v128.load(d, 16);
      const dr = v128.sub<T>(v128.mul<T>(xr, w3r), v128.mul<T>(xi, w3i));
      const di = v128.add<T>(v128.mul<T>(xr, w3i), v128.mul<T>(xi, w3r));
      const ar = v128.load(a), ai = v128.load(a, 16);

      const sumR = v128.add<T>(ar, br), sumI = v128.add<T>(ai, bi);
      const diffR = v128.sub<T>(ar, br), diffI = v128.sub<T>(ai, bi);
      const sum2R = v128.add<T>(cr, dr), sum2I = v128.add<T>(ci, di);
      const diff2R = v128.sub<T>(cr, dr), diff2I = v128.sub<T>(ci, di);
      v128.store(a, v128.add<T>(sumR, sum2R));
      v128.store(a, v128.add<T>(sumI, sum2I), 16);
      v128.store(b, v128.add<T>(diffR, diff2I));
      v128.store(b, v128.sub<T>(diffI, diff2R), 16);
      v128.store(c, v128.sub<T>(sumR, sum2R));
      v128.store(c, v128.sub<T>(sumI, sum2I), 16);
      v128.store(d, v128.sub<T>(diffR, diff2I));
      v128.store(d, v128.add<T>(diffI, diff2R), 16);
    }
  }
}

/**
 * Complex forward FFT of all lanes in place. `data` holds `size` points (a power of two) in bit-reversed order; `table`
 * holds the twiddle factors that `twiddles()` of src/fft/power-of-two.ts makes, in the precision T.
 */
export function fft<T>(data: usize, size: usize, table: usize): void {
  let m: usize = 1;
  if (ctz(size) & 1) {
    radix2First<T>(data, size);
    m = 2;
  } else if (size > 1) {
    radix4First<T>(data, size);
    table += 6 * sizeof<T>();
    m = 4;
  }
  for (; m < size; m *= 4) {
    radix4<T>(data, size, m, table);
    table += 6 * m * sizeof<T>();
  }
}
