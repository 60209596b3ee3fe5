import { realFft } from '../fft/real-fft.ts';

/**
 * Full linear convolution, `a.length + b.length − 1` values, by overlap-add of FFT blocks in float64.
 *
 * Source: `scipy.signal.oaconvolve(a, b)`.
 */
export function convolve(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  if (a.length === 0 || b.length === 0) return new Float64Array(0);
  const out = new Float64Array(a.length + b.length - 1);
  let size = 1024;
  while (size < 4 * b.length && size < out.length) size *= 2;
  while (size <= b.length) size *= 2;
  const block = size - b.length + 1;

  const fft = realFft(size);
  const frame = new Float64Array(size);
  const filterRe = new Float64Array(fft.bins);
  const filterIm = new Float64Array(fft.bins);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  for (let i = 0; i < b.length; i++) frame[i] = b[i]!;
  fft.forward(frame, filterRe, filterIm);

  for (let start = 0; start < a.length; start += block) {
    const end = Math.min(a.length, start + block);
    frame.fill(0);
    for (let i = start; i < end; i++) frame[i - start] = a[i]!;
    fft.forward(frame, re, im);
    for (let k = 0; k < fft.bins; k++) {
      const real = re[k]! * filterRe[k]! - im[k]! * filterIm[k]!;
      im[k] = re[k]! * filterIm[k]! + im[k]! * filterRe[k]!;
      re[k] = real;
    }
    fft.inverse(re, im, frame);
    const until = Math.min(out.length - start, end - start + b.length - 1);
    for (let i = 0; i < until; i++) out[start + i]! += frame[i]!;
  }
  return out;
}
