import { portableLog } from '../portable/log.ts';
import { portableSinCos } from '../portable/trigonometry.ts';
import { besselI0 } from '../stft/bessel-i0.ts';
import type { Ratio } from './ratio.ts';

/** A sinc under a Kaiser window. */
export interface WindowedSinc {
  /** −6 dB point in cycles per sample. */
  readonly cutoff: number;
  /** Zero beyond ± this many samples. */
  readonly halfLength: number;
  /** Shape of the Kaiser window. */
  readonly beta: number;
}

/** The filter of a conversion: a low-pass, and where soxr interpolates, the slight roll-off of that interpolation. */
export interface Kernel {
  /** Samples of the lower rate per input sample, at most 1. */
  readonly scale: number;
  /** In samples of the lower rate. */
  readonly lowPass: WindowedSinc;
  /** Symmetric weights with sum 1 that follow the low-pass; a single 1 where nothing is interpolated. */
  readonly weights: Float64Array;
  /** Input samples from one weight to the next: ½ or a power of two. */
  readonly spacing: number;
  /** Input samples on either side that the whole filter reaches. */
  readonly reach: number;
}

/**
 * The filter that soxr 1.1 "HQ", librosa's default, applies in a conversion.
 *
 * SOXR_HQ asks for a passband to 0.913 and a stopband from 1.0 of the lower Nyquist frequency. soxr converts small ratios
 * by one low-pass; for others a short interpolating filter follows at an intermediate rate, whose last hundredths of a
 * decibel are part of librosa's numbers. All constants were fitted to impulse responses of soxr 1.1.0: white noise comes
 * out within −104 … −121 dB of soxr's (−60 … −75 dB where from / to lies between 1.5 and 2 or to / from above 4, which
 * soxr arranges otherwise).
 */
export function kernelFor({ ratio, exact }: Ratio): Kernel {
  const scale = Math.min(1, ratio);
  const direct = exact && directRatio(exact);
  if (direct) return { ...shape(direct.ratio, direct.stages, scale), weights: Float64Array.of(1), spacing: 1 };

  // The intermediate rate is twice the input rate, or the input rate halved until it is 2 to 4 times the output rate.
  let oversampling = ratio > 1 ? 2 : 1 / ratio < 2 ? 2 / ratio : 1 / ratio;
  let halvings = 0;
  for (; oversampling >= 4; oversampling /= 2) halvings++;
  for (let steep = ratio; steep >= 4; steep /= 2) halvings++;
  const weights = interpolationWeights(ratio > 1 ? null : oversampling);
  const spacing = 1 / (oversampling * scale);
  const { reach, ...low } = shape(oversampling, 2 * (halvings + 1), scale);
  return { ...low, weights, spacing, reach: reach + Math.ceil(((weights.length - 1) / 2) * spacing) };
}

/** Ratios that soxr converts without interpolation: few small factors, and halvings going down. */
function directRatio({ up, down }: { up: number; down: number }): { ratio: number; stages: number } | null {
  let stages = 1;
  let divisor = down;
  if (up === 1) for (; divisor > 3 && divisor % 2 === 0; divisor /= 2) stages++;
  return up <= 4 && divisor <= 4 ? { ratio: Math.max(up, divisor), stages } : null;
}

/** The low-pass: the more stages share the error budget, the higher its attenuation. Lengths are 4 k + 1 taps. */
function shape(
  oversampling: number,
  stages: number,
  scale: number,
): { scale: number; lowPass: WindowedSinc; reach: number } {
  const beta = 13.04 + 2.228 * (portableLog(stages) / Math.LN10);
  const wanted = (193.36 + 14.25 * (beta - 13.04)) * oversampling;
  const taps = 4 * Math.ceil((wanted - 1) / 4) + 1;
  const halfLength = taps / 2 / oversampling;
  return { scale, lowPass: { cutoff: 0.478436, halfLength, beta }, reach: Math.ceil(halfLength / scale) };
}

/** @param oversampling Of the signal that is interpolated; null going up, where its filter is another. */
function interpolationWeights(oversampling: number | null): Float64Array {
  const filter: WindowedSinc =
    oversampling === null
      ? { cutoff: 0.4511, halfLength: 15.5 / 2, beta: 14.51 }
      : { cutoff: 0.428 + 0.0525 / oversampling, halfLength: interpolationTaps(oversampling) / 2, beta: 14.05 };
  const half = Math.ceil(filter.halfLength) - 1;
  const weights = Float64Array.from({ length: 2 * half + 1 }, (_, n) => windowedSinc(filter, n - half));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function interpolationTaps(oversampling: number): number {
  return Math.max(12, 2 * Math.ceil(7.8135 / (1 - 0.9472 / oversampling) / 2));
}

/** Value at time t, in samples; symmetric, with unit area. */
export function windowedSinc({ cutoff, halfLength, beta }: WindowedSinc, t: number): number {
  const position = t / halfLength;
  if (position <= -1 || position >= 1) return 0;
  const window = besselI0(beta * Math.sqrt(1 - position * position)) / besselI0(beta);
  return window * (t === 0 ? 2 * cutoff : portableSinCos(cutoff * t).sin / (Math.PI * t));
}

/**
 * The filter sampled at input positions: `row[tap]` weighs the input sample `tap − reach + 1` places after the one at or
 * before the output, which lies `fraction` of a sample behind that one.
 */
export function kernelRow({ scale, lowPass, weights, spacing, reach }: Kernel, fraction: number): Float64Array {
  const step = Math.min(spacing, 1);
  const stepsPerTap = 1 / step;
  const stepsPerWeight = spacing / step;
  const half = (weights.length - 1) / 2;
  const start = fraction + reach - 1 + half * spacing;
  const values = Float64Array.from(
    { length: (2 * reach - 1) * stepsPerTap + 1 + 2 * half * stepsPerWeight },
    (_, i) => {
      return scale * windowedSinc(lowPass, scale * (start - i * step));
    },
  );
  return Float64Array.from({ length: 2 * reach }, (_, tap) => {
    let sum = 0;
    for (let n = 0; n < weights.length; n++) sum += weights[n]! * values[tap * stepsPerTap + n * stepsPerWeight]!;
    return sum;
  });
}

/** Gains of the filter at the frequencies k / size cycles per input sample, for k = 0 … count − 1. */
export function kernelGains({ scale, lowPass, weights, spacing }: Kernel, size: number, count: number): Float64Array {
  const cosines = Float64Array.from({ length: size }, (_, n) => portableSinCos(n / size).cos);
  const taps = Float64Array.from({ length: Math.ceil(lowPass.halfLength / scale) }, (_, n) => {
    return scale * windowedSinc(lowPass, scale * n) * (n === 0 ? 1 : 2);
  });
  const half = (weights.length - 1) / 2;
  return Float64Array.from({ length: count }, (_, k) => {
    let lowPassGain = 0;
    for (let n = 0, angle = 0; n < taps.length; n++) {
      lowPassGain += taps[n]! * cosines[angle]!;
      angle += k;
      if (angle >= size) angle -= size;
    }
    let gain = weights[half]!;
    for (let n = 1; n <= half; n++) gain += 2 * weights[half + n]! * portableSinCos((k / size) * spacing * n).cos;
    return lowPassGain * gain;
  });
}
