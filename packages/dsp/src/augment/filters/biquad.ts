import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../../signal.ts';

/** One second-order section: H(z) = (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²). */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Filters `samples` in place through one section, starting from the state (z1, z2); transposed direct form II. */
function runSection(samples: Float64Array, { b0, b1, b2, a1, a2 }: Biquad, z1: number, z2: number): void {
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!;
    const y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b2 * x - a2 * y;
    samples[i] = y;
  }
}

/** Filters in place as if the first sample had been there forever. */
function runSettled(samples: Float64Array, sections: readonly Biquad[]): void {
  let level = samples[0]!;
  for (const section of sections) {
    const { b0, b1, b2, a1, a2 } = section;
    const settled = (level * (b0 + b1 + b2)) / (1 + a1 + a2);
    const z2 = b2 * level - a2 * settled;
    const z1 = b1 * level - a1 * settled + z2;
    runSection(samples, section, z1, z2);
    level = settled;
  }
}

/**
 * Runs a signal through a cascade of second-order sections from rest; arithmetic in float64.
 *
 * Source: `scipy.signal.sosfilt`; with `zeroPhase`, `scipy.signal.sosfiltfilt` (forward, then backward, over a signal
 * continued at both ends by its point reflection).
 *
 * @throws {DspError} `non-finite`.
 */
export function filterSections<S extends Signal>(
  samples: S,
  sections: readonly Biquad[],
  zeroPhase: boolean,
): OwnedSignal<S> {
  requireFinite(samples);
  const length = samples.length;
  const out = likeSignal(samples, length);
  if (length === 0) return out;
  if (!zeroPhase) {
    const work = Float64Array.from(samples);
    for (const section of sections) runSection(work, section, 0, 0);
    out.set(work);
    return out;
  }
  const firstOrder = sections.filter(({ b2, a2 }) => b2 === 0 && a2 === 0).length;
  const pad = Math.min(length - 1, 3 * (2 * sections.length + 1 - firstOrder));
  const work = new Float64Array(length + 2 * pad);
  work.set(samples, pad);
  for (let i = 1; i <= pad; i++) {
    work[pad - i] = 2 * samples[0]! - samples[i]!;
    work[pad + length - 1 + i] = 2 * samples[length - 1]! - samples[length - 1 - i]!;
  }
  runSettled(work, sections);
  work.reverse();
  runSettled(work, sections);
  work.reverse();
  out.set(work.subarray(pad, pad + length));
  return out;
}
