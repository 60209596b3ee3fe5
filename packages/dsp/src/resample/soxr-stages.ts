import { portableLog } from '../portable/log.ts';
import { interpolatedAttenuation, kaiserDesign, widthOf } from './kaiser-low-pass.ts';
import type { Ratio } from './ratio.ts';
import { slower, type WindowedSinc } from './windowed-sinc.ts';

/** One stage of a conversion: samples in, filtered, samples out at another rate. Time in its own input samples. */
export interface Stage {
  /** Input samples from one output to the next, `down / up` where that is a ratio of integers. */
  readonly step: number;
  readonly exact: { readonly up: number; readonly down: number } | null;
  /** Its low-pass; the gain of the stage is 1. */
  readonly filter: WindowedSinc | HalfBand;
}

/** Weights 0, ±1, ±3, ±5, … of a filter that halves a rate. */
export interface HalfBand {
  readonly weights: readonly number[];
}

/** How soxr "HQ" makes a conversion. */
export interface SoxrStages {
  readonly stages: readonly Stage[];
  /** Samples on the low-pass' grid per sample of the lower rate. */
  readonly oversampling: number;
  /** Which of the stages is the low-pass that decides the band. */
  readonly lowPass: number;
  /** Which stage interpolates between samples, if one does. */
  readonly interpolation: number | null;
}

/** End of the band that is left alone, in units of the lower Nyquist frequency, which the stop band begins at. */
const passband = 0.91374366;
/** The interpolating filter: shape, cutoff for a step s as `a + b / s`, and for an input of 1.5 to 2 times the output. */
const interpolation = { beta: 14.058688, constant: 0.856112, slope: 0.105634, ahead: 1.8067764 };
/** Where the stop band of an interpolation begins, `a - b / s`: from the five steps at which soxr takes another length. */
const stopBand = { constant: 2.0025175, slope: 0.9809478 };

const halfBands: readonly HalfBand[] = [
  {
    weights: [
      0.5, 0.311546456, -0.087344789, 0.036814423, -0.015189254, 0.005454128, -0.001564365, 0.000318121, -0.000034776,
    ],
  },
  {
    weights: [
      0.5, 0.3122706, -0.08922192, 0.039139995, -0.017251027, 0.006859376, -0.002304286, 0.000608907, -0.000112666,
      0.000011033,
    ],
  },
];
/** Attenuation in dB up to which the shorter one serves. */
const shortHalfBand = 136.5;

/** Interpolations with more phases are computed from a table of that many or so. */
const maxPhases = 2048;

/** What a conversion is made of, before its filters are designed. */
interface Plan {
  halvings: number;
  /** Of the first filter on the way: zeros put in, samples left out. */
  first: { up: number; down: number; factor: number } | null;
  /** Step of the interpolation in samples of its input. */
  between: { step: number; exact: { up: number; down: number } | null } | null;
  last: { up: number; down: number } | null;
}

/**
 * The stages of a conversion from `1 / ratio` to 1.
 *
 * Source: the behavior of soxr 1.1.0 with its recipe HQ, librosa's default: its rule for stages, window and length, with the
 * constants that its impulse responses and first samples show.
 */
export function soxrStages({ ratio, exact }: Ratio): SoxrStages {
  const plan = exact ? planOf(exact.down, exact.up) : planOf(1 / ratio, null);
  const others = plan.halvings + (plan.first ? 1 : 0) + (plan.last ? 1 : 0);
  const single = (21 / 22) * interpolatedAttenuation;
  const attenuation =
    (plan.between ? interpolatedAttenuation : single) + (20 * portableLog(Math.max(1, others))) / Math.LN10;
  const halfBand = halfBands[attenuation <= shortHalfBand ? 0 : 1]!;
  const stages: Stage[] = Array.from({ length: plan.halvings }, () => {
    return { step: 2, exact: { up: 1, down: 2 }, filter: halfBand };
  });
  let lowPass = stages.length;
  let oversampling = 1;
  if (plan.first) {
    const { up, down, factor } = plan.first;
    oversampling = factor;
    const grid = lowPassOf(factor, attenuation, up);
    stages.push({ step: down / up, exact: { up, down }, filter: slower(grid, 1 / up) });
  }
  const interpolated = plan.between ? stages.length : null;
  if (plan.between) stages.push({ ...plan.between, filter: interpolationOf(plan) });
  if (plan.last) {
    const { up, down } = plan.last;
    const isHalving = down > 1;
    if (isHalving) {
      lowPass = stages.length;
      oversampling = 2;
    }
    const grid = isHalving ? lowPassOf(2, attenuation, 1) : lastOf(up, ratio / up, attenuation);
    stages.push({ step: down / up, exact: { up, down }, filter: slower(grid, 1 / up) });
  }
  return { stages, oversampling, lowPass, interpolation: interpolated };
}

/** @param to An integer where `from` is one too, else null for a conversion to 1. */
function planOf(from: number, to: number | null): Plan {
  let step = from / (to ?? 1);
  let quadrupling = 1;
  for (;;) {
    const isUp = step < 1;
    let halvings = 0;
    for (let i = Math.trunc(0.5 * step) >> 1; i > 0; i >>= 1) halvings++;
    const rest = step / 2 ** halvings;
    const isShort = rest > 1.5 && rest < 2;
    const doubles = isUp || (!isShort && rest < 2);
    const exact = to === null ? null : lowest(from * quadrupling, to * 2 ** halvings);
    const between = (doubles ? 2 : isShort ? 0.5 : 1) * rest;
    const steps = exact && lowest(exact.down * (doubles ? 2 : 1), exact.up * (isShort ? 2 : 1));
    const gain = 1 / rest;
    if (quadrupling === 1 && gain > 4 && !(exact?.up === 5 && exact.down === 1)) {
      quadrupling = 4;
      for (let i = Math.trunc(gain / 16) >> 1; i > 0 && quadrupling < 256; i >>= 1) quadrupling *= 2;
      step *= quadrupling;
      continue;
    }
    const last = quadrupling > 1 ? { up: quadrupling, down: 1 } : null;
    if (exact && (Math.max(exact.up, exact.down) < 5 || exact.up * exact.down < 6)) {
      const { up, down } = exact;
      const first = up === 1 && down === 1 ? null : { up, down, factor: Math.max(up, down) };
      return { halvings, first, between: null, last };
    }
    if (isShort) return { halvings, first: null, between: { step: between, exact: steps }, last: { up: 1, down: 2 } };
    const first = { up: doubles ? 2 : 1, down: 1, factor: isUp ? 2 : between };
    return { halvings, first, between: { step: between, exact: steps }, last };
  }
}

function lowest(down: number, up: number): { up: number; down: number } {
  let [a, b] = [down, up];
  while (b !== 0) [a, b] = [b, a % b];
  return { up: up / a, down: down / a };
}

/** A low-pass with the given number of grid samples per sample of the lower rate, in samples of the grid. */
function lowPassOf(factor: number, attenuation: number, up: number): WindowedSinc {
  const isPowerOfTwo = 2 ** Math.round(Math.log2(up)) === up;
  const transition = (0.5 * (1 - passband)) / factor;
  return rounded(attenuation, 1 / factor - transition, transition, isPowerOfTwo && factor === up ? 2 * up : 4);
}

/** The filter that multiplies a rate, at which the band is 1 / `rate` of the Nyquist frequency, by `up`. */
function lastOf(up: number, rate: number, attenuation: number): WindowedSinc {
  const stop = (2 - 1 / rate) / up;
  const transition = 0.5 * (stop - passband / rate / up);
  return rounded(attenuation, stop - transition, transition, 2 * up);
}

function rounded(attenuation: number, cutoff: number, transition: number, multiple: number): WindowedSinc {
  const { beta, taps } = kaiserDesign(attenuation, cutoff, transition);
  const length = Math.floor((taps + multiple - 2) / multiple) * multiple + 1;
  return { cutoff: cutoff / 2, halfLength: length / 2, beta };
}

/** The filter between samples, in samples of its input. */
function interpolationOf({ first, between, last }: Plan): WindowedSinc {
  const { step, exact } = between!;
  const isAhead = first === null && last !== null;
  const isUp = first?.up === 2 && step < 2;
  const { beta, constant, slope, ahead } = interpolation;
  const part = isUp ? 0.5 : 1 / step;
  const cutoff = isAhead ? ahead / (2 * step) : constant + slope * part;
  const stop = isAhead ? 3 / (2 * step) : stopBand.constant - stopBand.slope * part;
  const isTabled = exact !== null && exact.up <= maxPhases;
  const phases = isTabled ? exact.up : 512;
  const rows = isTabled ? Math.max(phases, 19) : maxPhases;
  let count = Math.floor(Math.ceil((rows * widthOf(beta)) / (stop - cutoff) + 1) / rows) + 1;
  if (!isAhead && !isUp) count += count % 2;
  const grid = count % 2 === 1 && phases % 2 === 1 ? 2 * phases : phases;
  return { cutoff: cutoff / 2, halfLength: ((count * grid - 2) / 2 + 0.75) / grid, beta };
}
