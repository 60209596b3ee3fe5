import { portableLog } from '../portable/log.ts';
import { greatestCommonDivisor, type Ratio } from './ratio.ts';
import { slower, type WindowedSinc, windowedSinc } from './windowed-sinc.ts';

/** A place between two stages where soxr loses what the first gives ahead of the signal; see `drop-stage-starts.ts`. */
export interface StageStart {
  /** Input samples from one sample to the next at this place. */
  readonly spacing: number;
  /** What was filtered before and what is filtered behind, time in input samples. */
  readonly before: WindowedSinc;
  readonly after: WindowedSinc;
  /** A further stage, for which the output of `after` is sampled from time 0 on. */
  readonly last?: { readonly spacing: number; readonly filter: WindowedSinc };
}

/** The stages of a conversion: a low-pass, and where soxr interpolates, the slight roll-off of that interpolation. */
export interface SoxrFilters {
  /** In samples of the lower rate. */
  readonly lowPass: WindowedSinc;
  /** Symmetric weights with sum 1 that follow the low-pass; a single 1 where nothing is interpolated. */
  readonly weights: Float64Array;
  /** Input samples from one weight to the next: ½ or a power of two. */
  readonly spacing: number;
  readonly starts: readonly StageStart[];
}

/** −6 dB point of the low-pass and end of the band that it leaves alone, in cycles per sample of the lower rate. */
const cutoff = 0.478436;
const passband = 0.4565;
/** The fixed filter that halves a rate, in samples of the higher one. */
const halfBand: WindowedSinc = { cutoff: 0.25015, halfLength: 16.783, beta: 12.774 };
/** The interpolation of a signal that was oversampled twice, in samples of that. */
const interpolation: WindowedSinc = { cutoff: 0.45446, halfLength: 15 / 2, beta: 14.065 };

/**
 * The filters that soxr 1.1 "HQ", librosa's default, applies in a conversion.
 *
 * SOXR_HQ asks for a passband to 0.913 and a stopband from 1.0 of the lower Nyquist frequency. soxr converts small ratios
 * by one low-pass; for others a short interpolating filter follows at an intermediate rate, or precedes it, whose last
 * hundredths of a decibel are part of librosa's numbers. All constants were fitted to impulse responses of soxr 1.1.0 and
 * to what it loses where a signal starts.
 */
export function soxrFilters({ ratio, exact }: Ratio): SoxrFilters {
  const direct = exact && directStages(exact);
  if (direct) return directFilters(ratio, direct);
  if (ratio > 4) return steepUpFilters(ratio);
  if (ratio > 1) return upFilters();
  return 1 / ratio > 1.5 && 1 / ratio < 2 ? shortDownFilters(ratio) : downFilters(ratio);
}

interface DirectStages {
  /** The lower rate is multiplied by so much within the low-pass. */
  readonly oversampling: number;
  /** Halvings ahead of it. */
  readonly octaves: number;
  /** Whether the last step up is a factor of four by a filter of its own. */
  readonly isQuadrupled: boolean;
}

/** Ratios that soxr converts without interpolation: few small factors. */
function directStages({ up, down }: { up: number; down: number }): DirectStages | null {
  if (up === 5 && down === 1) return { oversampling: 5, octaves: 0, isQuadrupled: false };
  const isQuadrupled = up > 4 * down;
  const divisor = isQuadrupled ? greatestCommonDivisor(up, 4 * down) : 1;
  const above = up / divisor;
  let below = isQuadrupled ? (4 * down) / divisor : down;
  let octaves = 0;
  if (above === 1) for (; below > 3 && below % 2 === 0; below /= 2) octaves++;
  return above <= 4 && below <= 4 ? { oversampling: Math.max(above, below), octaves, isQuadrupled } : null;
}

function directFilters(ratio: number, { oversampling, octaves, isQuadrupled }: DirectStages): SoxrFilters {
  const lowPass = lowPassOf(oversampling, isQuadrupled ? 2 : octaves + 1);
  const starts = isQuadrupled
    ? [{ spacing: 4 / ratio, before: lowPass, after: lastFilter(ratio / 4, lowPass) }]
    : halvingStarts(octaves, slower(lowPass, 1 / ratio));
  return { lowPass, weights: Float64Array.of(1), spacing: 1, starts };
}

/** The intermediate rate is twice the input rate, or the input rate halved until it is 2 to 4 times the output rate. */
function downFilters(ratio: number): SoxrFilters {
  let oversampling = 1 / ratio < 2 ? 2 / ratio : 1 / ratio;
  let octaves = 0;
  for (; oversampling >= 4; oversampling /= 2) octaves++;
  const lowPass = lowPassOf(oversampling, 2 * (octaves + 1));
  const taps = Math.max(12, 2 * Math.ceil(7.8135 / (1 - 0.9472 / oversampling) / 2));
  const following = { cutoff: 0.42817 + 0.0525 / oversampling, halfLength: taps / 2, beta: interpolation.beta };
  const spacing = 1 / (oversampling * ratio);
  const before = slower(lowPass, 1 / ratio);
  const starts = [...halvingStarts(octaves, before), { spacing, before, after: slower(following, spacing) }];
  return { lowPass, weights: sampled(following, 1), spacing, starts };
}

/** The input itself is interpolated, to twice the output rate, where the low-pass follows. */
function shortDownFilters(ratio: number): SoxrFilters {
  const lowPass = lowPassOf(2, 2);
  const preceding = {
    cutoff: 0.9034 * ratio,
    halfLength: Math.ceil(7.503 / ratio) / 2,
    beta: interpolation.beta,
  };
  const starts = [{ spacing: 0.5 / ratio, before: preceding, after: slower(lowPass, 1 / ratio) }];
  return { lowPass, weights: sampled(preceding, 0.5), spacing: 0.5, starts };
}

function upFilters(): SoxrFilters {
  const lowPass = lowPassOf(2, 2);
  const starts = [{ spacing: 0.5, before: lowPass, after: slower(interpolation, 0.5) }];
  return { lowPass, weights: sampled(interpolation, 1), spacing: 0.5, starts };
}

/** As above, to one to two times the input rate, from where whole octaves lead to the output rate. */
function steepUpFilters(ratio: number): SoxrFilters {
  const lowPass = lowPassOf(2, 4);
  let rate = ratio / 4;
  while (rate >= 2) rate /= 2;
  const filter = lastFilter(rate, lowPass);
  const spacing = 1 / rate;
  const starts = [
    { spacing, before: lowPass, after: filter },
    { spacing: 0.5, before: lowPass, after: slower(interpolation, 0.5), last: { spacing, filter } },
  ];
  return { lowPass, weights: convolve(sampled(interpolation, 1), sampled(filter, 0.5)), spacing: 0.5, starts };
}

/** The filter that multiplies a rate, given in input rates, by four or more; in input samples. */
function lastFilter(rate: number, { beta }: WindowedSinc): WindowedSinc {
  const transition = rate - 0.5 - passband;
  return { cutoff: passband + transition / 2 + 0.0002, halfLength: 4.64 / transition, beta };
}

/** The low-pass: the more stages share the error budget, the higher its attenuation. Lengths are 4 k + 1 taps. */
function lowPassOf(oversampling: number, stages: number): WindowedSinc {
  const beta = 13.04 + 2.228 * (portableLog(stages) / Math.LN10);
  const wanted = (193.33 + 14.3 * (beta - 13.04)) * oversampling;
  const taps = 4 * Math.ceil((wanted - 1) / 4) + 1;
  return { cutoff, halfLength: taps / 2 / oversampling, beta };
}

function halvingStarts(octaves: number, after: WindowedSinc): StageStart[] {
  return Array.from({ length: octaves }, (_, n) => {
    return { spacing: 2 ** (n + 1), before: slower(halfBand, 2 ** n), after };
  });
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
