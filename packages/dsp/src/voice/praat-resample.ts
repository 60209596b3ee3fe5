import { realFft } from '../fft/real-fft.ts';
import { requireRoom } from '../validate.ts';
import { sincValue } from './sinc-interpolation.ts';

/** Zeros around the signal for the filter. */
const margin = 1000;
/** Values to both sides that an interpolated one depends on. */
const depth = 50;

/** Takes out what lies above `part` of the band, by a transform of the whole signal. */
function lowPassed(samples: Float64Array, part: number): Float64Array {
  let size = 1;
  while (size < samples.length + 2 * margin) size *= 2;
  const fft = realFft(size);
  const padded = new Float64Array(size);
  padded.set(samples, margin);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  fft.forward(padded, re, im);
  // Praat counts real and imaginary parts one after another, so that the edge may lie between those of one bin.
  const edge = Math.floor(part * size);
  for (let k = 1; k < fft.bins; k++) {
    if (2 * k + 1 >= edge) re[k] = 0;
    if (2 * k + 2 >= edge) im[k] = 0;
  }
  re[fft.bins - 1] = im[fft.bins - 1] = 0;
  fft.inverse(re, im, padded);
  return padded.slice(margin, margin + samples.length);
}

/**
 * A signal at another rate, the way Praat's formant analysis prepares it; elsewhere {@link resample} is better and faster.
 *
 * @returns The samples, and the seconds at which the first one stands.
 * @throws DspError `invalid-option` where they are too many to hold
 * @internal
 */
export function praatResample(
  samples: Float64Array,
  from: number,
  to: number,
): { readonly samples: Float64Array; readonly first: number } {
  if (Math.abs(to / from - 1) < 1e-12) return { samples, first: 0.5 / from };
  const duration = samples.length / from;
  const length = requireRoom('The signal at twice fMax', Math.floor(duration * to + 0.5));
  const source = to < from ? lowPassed(samples, to / from) : samples;
  const first = 0.5 * (duration - (length - 1) / to);
  const out = new Float64Array(length);
  // Step by step and counted from 1, as Praat rounds: next to a sample of the source, sin(x)/x is mostly what rounding left of x.
  const [step, sourceStep] = [1 / to, 1 / from];
  for (let n = 0; n < length; n++) {
    const index = (first + n * step - 0.5 * sourceStep) / sourceStep + 1;
    out[n] = sincValue(source, index - 1, depth);
  }
  return { samples: out, first };
}
