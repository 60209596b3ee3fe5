import { portableLog } from '../portable/log.ts';

/** A low-pass of finite length as soxr designs it, in samples of the grid that it lies on. */
export interface KaiserDesign {
  readonly beta: number;
  /** Length for which the window is wide enough, before it is rounded to what a stage can use. */
  readonly taps: number;
}

/** 6.02 dB for each bit of soxr's HQ precision of 20, one more for the stop band, and one for an interpolating stage. */
export const interpolatedAttenuation: number = (20 * 22 * portableLog(2)) / Math.LN10;

/**
 * Shape of the window by the width of the transition, which doubles from row to row; each a parabola in the attenuation
 * above {@link interpolatedAttenuation} in dB. soxr's own rule, whose values were confirmed from its impulse responses.
 */
const shapes = [
  [13.698931, 0.1114342, 1.1228e-5],
  [13.723766, 0.1116594, 1.1084e-5],
  [13.764209, 0.1122935, 9.331e-6],
  [13.806097, 0.1115291, 8.109e-6],
  [14.058688, 0.1153639, 8.14e-7],
] as const;
/** Half of the transition over the cutoff that the first row is for. */
const firstWidth = 0.016;

function shapeOfRow(row: number, excess: number): number {
  const [constant, slope, bend] = shapes[Math.min(shapes.length - 1, Math.max(0, row))]!;
  return constant + (slope + bend * excess) * excess;
}

/**
 * Kaiser's window for an attenuation in dB.
 *
 * @param cutoff −6 dB point in units of the grid's Nyquist frequency.
 * @param transition From there to the stop band, in the same unit.
 */
export function kaiserDesign(attenuation: number, cutoff: number, transition: number): KaiserDesign {
  const excess = attenuation - interpolatedAttenuation;
  const octave = Math.max(0, portableLog((0.5 * transition) / cutoff / firstWidth) / portableLog(2));
  const row = Math.floor(octave);
  const beta = shapeOfRow(row, excess) + (shapeOfRow(row + 1, excess) - shapeOfRow(row, excess)) * (octave - row);
  return { beta, taps: Math.ceil(widthOf(beta) / transition + 1) };
}

/** Taps times transition of a Kaiser window. The coefficients are those of libsoxr 0.1.3. */
export function widthOf(beta: number): number {
  return ((0.0007528358 - 1.577737e-5 * beta) * beta + 0.6248022) * beta + 0.06186902;
}
