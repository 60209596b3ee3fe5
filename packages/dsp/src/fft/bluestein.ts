import { portableSinCos } from '../portable/trigonometry.ts';
import { type ComplexFft, powerOfTwoFft } from './power-of-two.ts';

/**
 * Complex FFT of any length as a convolution with a chirp, carried out by power-of-two transforms.
 *
 * Source: Bluestein, "A linear filtering approach to the computation of discrete Fourier transform", IEEE Trans. Audio
 * Electroacoust. 18 (1970).
 */
export function bluesteinFft(size: number): ComplexFft {
  let padded = 1;
  while (padded < 2 * size - 1) padded *= 2;
  const fft = powerOfTwoFft(padded);

  // chirp[n] = exp(−iπn²/size); n² is reduced modulo 2·size by its own recurrence, so that the angle stays exact.
  const chirpRe = new Float64Array(size);
  const chirpIm = new Float64Array(size);
  for (let n = 0, square = 0; n < size; square = (square + 2 * n + 1) % (2 * size), n++) {
    const { sin, cos } = portableSinCos(square / (2 * size));
    chirpRe[n] = cos;
    chirpIm[n] = -sin;
  }
  const kernelRe = new Float64Array(padded);
  const kernelIm = new Float64Array(padded);
  for (let n = 0; n < size; n++) {
    const mirror = (padded - n) % padded;
    kernelRe[n] = kernelRe[mirror] = chirpRe[n]! / padded;
    kernelIm[n] = kernelIm[mirror] = -chirpIm[n]! / padded;
  }
  fft(kernelRe, kernelIm);

  const workRe = new Float64Array(padded);
  const workIm = new Float64Array(padded);
  return (re, im) => {
    workRe.fill(0);
    workIm.fill(0);
    for (let n = 0; n < size; n++) {
      workRe[n] = re[n]! * chirpRe[n]! - im[n]! * chirpIm[n]!;
      workIm[n] = re[n]! * chirpIm[n]! + im[n]! * chirpRe[n]!;
    }
    fft(workRe, workIm);
    for (let k = 0; k < padded; k++) {
      const r = workRe[k]! * kernelRe[k]! - workIm[k]! * kernelIm[k]!;
      workIm[k] = workRe[k]! * kernelIm[k]! + workIm[k]! * kernelRe[k]!;
      workRe[k] = r;
    }
    fft(workIm, workRe);
    for (let k = 0; k < size; k++) {
      re[k] = workRe[k]! * chirpRe[k]! - workIm[k]! * chirpIm[k]!;
      im[k] = workRe[k]! * chirpIm[k]! + workIm[k]! * chirpRe[k]!;
    }
  };
}
