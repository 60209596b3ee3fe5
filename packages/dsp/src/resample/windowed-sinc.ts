import { portableSinCos } from '../portable/trigonometry.ts';
import { besselI0 } from '../stft/bessel-i0.ts';

/** A sinc under a Kaiser window: a low-pass of finite length. */
export interface WindowedSinc {
  /** −6 dB point in cycles per sample. */
  readonly cutoff: number;
  /** Zero beyond ± this many samples. */
  readonly halfLength: number;
  /** Shape of the Kaiser window. */
  readonly beta: number;
}

/** Value at time t, in samples; symmetric, with unit area. */
export function windowedSinc({ cutoff, halfLength, beta }: WindowedSinc, t: number): number {
  const position = t / halfLength;
  if (position <= -1 || position >= 1) return 0;
  const window = besselI0(beta * Math.sqrt(1 - position * position)) / besselI0(beta);
  return window * (t === 0 ? 2 * cutoff : portableSinCos(cutoff * t).sin / (Math.PI * t));
}

/** The same filter when time is counted in units of which `factor` make a sample. */
export function slower({ cutoff, halfLength, beta }: WindowedSinc, factor: number): WindowedSinc {
  return { cutoff: cutoff / factor, halfLength: halfLength * factor, beta };
}
