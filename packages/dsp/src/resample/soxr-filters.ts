import type { Ratio } from './ratio.ts';
import { type SoxrStages, type Stage, soxrStages } from './soxr-stages.ts';
import { slower, type WindowedSinc, windowedSinc } from './windowed-sinc.ts';

/** The filters of a conversion in series: a low-pass, and where soxr interpolates, the slight roll-off of that. */
export interface SoxrFilters {
  /** In samples of the lower rate. */
  readonly lowPass: WindowedSinc;
  /** Symmetric weights with sum 1 that follow or precede the low-pass; a single 1 where nothing is interpolated. */
  readonly weights: Float64Array;
  /** Input samples from one weight to the next: ½ or a power of two. */
  readonly spacing: number;
}

/**
 * What {@link soxrStages} do to a signal that goes on forever, as one filter: the ripple of halvings and of whole steps up,
 * below −120 dB, is left out.
 */
export function soxrFilters(conversion: Ratio): SoxrFilters {
  const { stages, oversampling, lowPass, interpolation } = soxrStages(conversion);
  const { exact, filter } = stages[lowPass]!;
  const band = slower(filter as WindowedSinc, exact!.up / oversampling);
  if (interpolation === null) return { lowPass: band, weights: Float64Array.of(1), spacing: 1 };
  const between = stages[interpolation]!.filter as WindowedSinc;
  if (interpolation < lowPass) return { lowPass: band, weights: sampled(between, 0.5), spacing: 0.5 };
  const weights = sampled(between, 1);
  const spacing = spacingOf(stages, interpolation);
  const last = stages[interpolation + 1];
  const step = spacingOf(stages, interpolation + 1);
  if (last === undefined || step < 2 / 3) return { lowPass: band, weights, spacing };
  // Just above a factor of four, the last step up takes part of the transition.
  return {
    lowPass: band,
    weights: convolve(weights, sampled(slower(last.filter as WindowedSinc, step), spacing)),
    spacing,
  };
}

/** Input samples of the conversion between the inputs of a stage. */
function spacingOf(stages: SoxrStages['stages'], index: number): number {
  return stages.slice(0, index).reduce((spacing: number, { step }: Stage) => spacing * step, 1);
}

/** The filter at multiples of `step`, on both sides as far as it reaches, with sum 1. */
function sampled(filter: WindowedSinc, step: number): Float64Array {
  const half = Math.ceil(filter.halfLength / step) - 1;
  const values = Float64Array.from({ length: 2 * half + 1 }, (_, n) => windowedSinc(filter, (n - half) * step));
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

function convolve(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) result[i + j]! += a[i]! * b[j]!;
  return result;
}
