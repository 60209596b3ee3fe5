import { amplitudeOf } from './units.ts';

/** tan(π · 1500 Hz / 22,050 Hz): a constant, since the last bit of Math.tan differs between engines. */
const corner = 0.21702804009587912;

/**
 * Raises or lowers the energy above about 1.5 kHz of a signal at 22,050 Hz, in place.
 *
 * A first-order high shelf, H(s) = (g·s + ω) / (s + ω), by the bilinear transform.
 *
 * @param samples Signal at 22,050 Hz; changed in place.
 * @param gain Gain of the high frequencies in dB; low ones keep theirs.
 */
export function shelveHighs(samples: Float64Array, gain: number): void {
  const g = amplitudeOf(gain);
  const b0 = (g + corner) / (1 + corner);
  const b1 = (corner - g) / (1 + corner);
  const a1 = (corner - 1) / (1 + corner);
  let lastIn = 0;
  let lastOut = 0;
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!;
    lastOut = b0 * x + b1 * lastIn - a1 * lastOut;
    lastIn = x;
    samples[i] = lastOut;
  }
}
