import { besselI0 } from '../stft/bessel-i0.ts';

/** Part of the lower Nyquist band that passes unharmed: SOXR_HQ's passband_end. */
const passband = 0.913;
/** Where nothing may pass any more, in lower Nyquist bands: SOXR_HQ's stopband_begin. */
const stopband = 1;
/** Attenuation of the stopband in dB: (20 bits + 1) · 20 log10(2). */
const attenuation = 126.43;

/** −6 dB point of the low-pass in cycles per sample of the lower of the two rates. */
const cutoff = (passband + stopband) / 4;

// Kaiser, 1974; Oppenheim and Schafer, Discrete-Time Signal Processing, section 7.5.3.
const beta = 0.1102 * (attenuation - 8.7);
const transition = Math.PI * (stopband - passband);

/** Half length of {@link kernel} in samples of the lower rate. */
export const kernelHalfLength: number = (attenuation - 7.95) / (2.285 * transition) / 2;

const windowScale = 1 / besselI0(beta);

/**
 * The low-pass that resampling convolves with: a sinc under a Kaiser window, symmetric, zero beyond
 * ±{@link kernelHalfLength}, with unit area.
 *
 * Its numbers are those of SoX's "high quality" rate conversion, librosa's default `soxr_hq`: flat to 0.913 of the lower
 * Nyquist frequency, 126 dB down from the Nyquist frequency on.
 *
 * @param t Time in samples of the lower rate.
 */
export function kernel(t: number): number {
  const position = t / kernelHalfLength;
  if (position <= -1 || position >= 1) return 0;
  const window = besselI0(beta * Math.sqrt(1 - position * position)) * windowScale;
  const angle = 2 * Math.PI * cutoff * t;
  return 2 * cutoff * (t === 0 ? 1 : Math.sin(angle) / angle) * window;
}
