import { portableSinCos } from '../portable/trigonometry.ts';
import { besselI0 } from '../stft/bessel-i0.ts';
import type { Ratio } from './ratio.ts';

/** A low-pass: a sinc under a Kaiser window. Times are in samples of the lower of the two rates. */
export interface Kernel {
  /** −6 dB point in cycles per sample. */
  readonly cutoff: number;
  /** The kernel is zero beyond ± this time. */
  readonly halfLength: number;
  /** Shape of the Kaiser window. */
  readonly beta: number;
}

// SOXR_HQ asks for a passband to 0.913 and a stopband from 1.0 of the lower Nyquist frequency, (20 bits + 1) · 6.02 dB
// down. Converting by a small ratio it runs one filter; otherwise an interpolating one follows, for whose sake the first
// is a little longer. The constants reproduce the impulse responses of soxr 1.1.0: within −74 dB of their energy (2:1
// −136 dB) and −69 dB (of which −75 dB is the droop of the interpolating filter, which is not reproduced).
const direct: Kernel = { cutoff: 0.478436, halfLength: 97.25, beta: 13.04 };
const general: Kernel = { cutoff: 0.47843, halfLength: 104, beta: 14.3 };

/** The low-pass that soxr's high quality, librosa's default, applies in a conversion. */
export function kernelFor({ exact }: Ratio): Kernel {
  return exact !== null && exact.up <= 4 && exact.down <= 3 ? direct : general;
}

/** Value of the kernel at time t; symmetric, with unit area. */
export function kernelAt({ cutoff, halfLength, beta }: Kernel, t: number): number {
  const position = t / halfLength;
  if (position <= -1 || position >= 1) return 0;
  const window = besselI0(beta * Math.sqrt(1 - position * position)) / besselI0(beta);
  const sinc = t === 0 ? 2 * cutoff : portableSinCos(cutoff * t).sin / (Math.PI * t);
  return sinc * window;
}
