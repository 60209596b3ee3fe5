import { portableSinCos } from '../portable/trigonometry.ts';

/** In-place forward transform of one complex vector; swap the arguments for the inverse (unscaled). */
export type ComplexFft = (re: Float64Array, im: Float64Array) => void;

/** Bit-reversed index of every position of a vector whose length is a power of two. */
export function bitReversal(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  for (let i = 1; i < size; i++) reversed[i] = (reversed[i >> 1]! >> 1) | (i & 1 ? size >> 1 : 0);
  return reversed;
}

/**
 * Twiddle factors of all radix-4 stages, one after another: for stage width m (4m points a butterfly group) and j < m the
 * six numbers cos, sin of −2πj/4m, of twice and of three times that angle.
 */
export function twiddles(size: number): Float64Array {
  const table: number[] = [];
  for (let m = Math.log2(size) % 2 === 0 ? 1 : 2; m < size; m *= 4) {
    for (let j = 0; j < m; j++) {
      for (let factor = 1; factor <= 3; factor++) {
        const { sin, cos } = portableSinCos((factor * j) / (4 * m));
        table.push(cos, -sin);
      }
    }
  }
  return Float64Array.from(table);
}

/**
 * Complex FFT of a power-of-two length: decimation in time, two radix-2 stages merged into each radix-4 stage, one plain
 * radix-2 stage first where the exponent is odd.
 *
 * Source: Cooley and Tukey, "An algorithm for the machine calculation of complex Fourier series", Math. Comp. 19 (1965).
 */
export function powerOfTwoFft(size: number): ComplexFft {
  const reversed = bitReversal(size);
  const table = twiddles(size);
  const odd = Math.log2(size) % 2 === 1;

  return (re, im) => {
    for (let i = 0; i < size; i++) {
      const j = reversed[i]!;
      if (j <= i) continue;
      const r = re[i]!;
      const s = im[i]!;
      re[i] = re[j]!;
      im[i] = im[j]!;
      re[j] = r;
      im[j] = s;
    }
    if (odd) {
      for (let i = 0; i < size; i += 2) {
        const r = re[i + 1]!;
        const s = im[i + 1]!;
        re[i + 1] = re[i]! - r;
        im[i + 1] = im[i]! - s;
        re[i] = re[i]! + r;
        im[i] = im[i]! + s;
      }
    }
    let stage = 0;
    for (let m = odd ? 2 : 1; m < size; m *= 4) {
      for (let j = 0; j < m; j++, stage += 6) {
        const w1r = table[stage]!;
        const w1i = table[stage + 1]!;
        const w2r = table[stage + 2]!;
        const w2i = table[stage + 3]!;
        const w3r = table[stage + 4]!;
        const w3i = table[stage + 5]!;
        for (let a = j; a < size; a += 4 * m) {
          const b = a + m;
          const c = b + m;
          const d = c + m;
          const br = re[b]! * w2r - im[b]! * w2i;
          const bi = re[b]! * w2i + im[b]! * w2r;
          const cr = re[c]! * w1r - im[c]! * w1i;
          const ci = re[c]! * w1i + im[c]! * w1r;
          const dr = re[d]! * w3r - im[d]! * w3i;
          const di = re[d]! * w3i + im[d]! * w3r;
          const sumR = re[a]! + br;
          const sumI = im[a]! + bi;
          const differenceR = re[a]! - br;
          const differenceI = im[a]! - bi;
          re[a] = sumR + (cr + dr);
          im[a] = sumI + (ci + di);
          re[b] = differenceR + (ci - di);
          im[b] = differenceI - (cr - dr);
          re[c] = sumR - (cr + dr);
          im[c] = sumI - (ci + di);
          re[d] = differenceR - (ci - di);
          im[d] = differenceI + (cr - dr);
        }
      }
    }
  };
}
