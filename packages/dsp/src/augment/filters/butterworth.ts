import { DspError } from '../../errors.ts';
import { portableSinCos } from '../../portable/trigonometry.ts';
import { requireInteger, requirePositive } from '../../validate.ts';
import type { Biquad } from './biquad.ts';

/** tan(π f / sampleRate): where a frequency lands on the analog axis under the bilinear transform s = (1 − z⁻¹)/(1 + z⁻¹). */
function prewarp(name: string, frequency: number, sampleRate: number): number {
  requirePositive('sampleRate', sampleRate);
  requirePositive(name, frequency);
  if (frequency >= sampleRate / 2) {
    throw new DspError(
      'invalid-option',
      `${name} must lie below half the sample rate, ${sampleRate / 2} Hz. Received ${frequency}.`,
    );
  }
  const { sin, cos } = portableSinCos(frequency / (2 * sampleRate));
  return sin / cos;
}

/** Real parts and moduli aside, the poles of the analog prototype in the upper half plane, and −1 for an odd order. */
function prototypePoles(order: number): { re: number; im: number }[] {
  return Array.from({ length: Math.ceil(order / 2) }, (_, k) => {
    if (2 * k + 1 === order) return { re: -1, im: 0 };
    const { sin, cos } = portableSinCos((2 * k + 1 + order) / (4 * order));
    return { re: cos, im: sin };
  });
}

/** The numerator n2 s² + n1 s + n0 over s² + d1 s + d0, brought to z. */
function bilinear(n2: number, n1: number, n0: number, d1: number, d0: number): Biquad {
  const a0 = 1 + d1 + d0;
  return {
    b0: (n2 + n1 + n0) / a0,
    b1: (2 * (n0 - n2)) / a0,
    b2: (n2 - n1 + n0) / a0,
    a1: (2 * (d0 - 1)) / a0,
    a2: (1 - d1 + d0) / a0,
  };
}

/** (n1 s + n0) / (s + d0), brought to z. */
function bilinearFirstOrder(n1: number, n0: number, d0: number): Biquad {
  const a0 = 1 + d0;
  return { b0: (n1 + n0) / a0, b1: (n0 - n1) / a0, b2: 0, a1: (d0 - 1) / a0, a2: 0 };
}

/** Highest order that a cascade in float64 is asked for here: 72 dB per octave. */
const MAX_ORDER = 12;

function requireOrder(order: number): number {
  requireInteger('order', order);
  if (order <= MAX_ORDER) return order;
  throw new DspError('invalid-option', `order must be at most ${MAX_ORDER}. Received ${order}.`);
}

/**
 * Sections of a Butterworth low-pass or high-pass: 3 dB down at `cutoff`, 6 dB per octave for each order beyond it.
 *
 * Source: `scipy.signal.butter(order, cutoff, btype, output='sos', fs=sampleRate)`.
 */
export function butterworth(type: 'low' | 'high', order: number, cutoff: number, sampleRate: number): Biquad[] {
  const edge = prewarp('cutoff', cutoff, sampleRate);
  return prototypePoles(requireOrder(order)).map(({ re, im }) => {
    const low = type === 'low';
    if (im === 0) return low ? bilinearFirstOrder(0, edge, edge) : bilinearFirstOrder(1, 0, edge);
    const square = edge * edge;
    return low ? bilinear(0, 0, square, -2 * re * edge, square) : bilinear(1, 0, 0, -2 * re * edge, square);
  });
}

/**
 * Sections of a Butterworth band-pass: 3 dB down at `low` and `high`, 6 dB per octave for each order on either side.
 *
 * Source: `scipy.signal.butter(order, [low, high], 'bandpass', output='sos', fs=sampleRate)`.
 */
export function butterworthBandPass(order: number, low: number, high: number, sampleRate: number): Biquad[] {
  const lowEdge = prewarp('low', low, sampleRate);
  const highEdge = prewarp('high', high, sampleRate);
  if (low >= high) {
    throw new DspError('invalid-option', `low must lie below high. Received low = ${low}, high = ${high}.`);
  }
  const width = highEdge - lowEdge;
  const center = lowEdge * highEdge;
  return prototypePoles(requireOrder(order)).flatMap(({ re, im }) => {
    if (im === 0) return [bilinear(0, width, 0, width, center)];
    // Each prototype pole p becomes the two roots of s² − p·width·s + center.
    const halfRe = (re * width) / 2;
    const halfIm = (im * width) / 2;
    const rootOf = complexSquareRoot(halfRe * halfRe - halfIm * halfIm - center, 2 * halfRe * halfIm);
    return [1, -1].map((sign) => {
      const poleRe = halfRe + sign * rootOf.re;
      const poleIm = halfIm + sign * rootOf.im;
      return bilinear(0, width, 0, -2 * poleRe, poleRe * poleRe + poleIm * poleIm);
    });
  });
}

function complexSquareRoot(re: number, im: number): { re: number; im: number } {
  const modulus = Math.sqrt(re * re + im * im);
  const imaginary = Math.sqrt(Math.max(0, (modulus - re) / 2));
  return { re: Math.sqrt(Math.max(0, (modulus + re) / 2)), im: im < 0 ? -imaginary : imaginary };
}
