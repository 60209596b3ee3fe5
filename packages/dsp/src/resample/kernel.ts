import { portableSinCos } from '../portable/trigonometry.ts';
import type { Ratio } from './ratio.ts';
import { type SoxrFilters, soxrFilters } from './soxr-filters.ts';
import { windowedSinc } from './windowed-sinc.ts';

/** The filter of a conversion. */
export interface Kernel extends SoxrFilters {
  /** Samples of the lower rate per input sample, at most 1. */
  readonly scale: number;
  /** Input samples on either side that the whole filter reaches. */
  readonly reach: number;
}

/** The filter that soxr applies in a conversion, and how far it reaches. */
export function kernelFor(conversion: Ratio): Kernel {
  const filters = soxrFilters(conversion);
  const { lowPass, weights, spacing } = filters;
  const scale = Math.min(1, conversion.ratio);
  const reach = Math.ceil(lowPass.halfLength / scale) + Math.ceil(((weights.length - 1) / 2) * spacing);
  return { ...filters, scale, reach };
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
