import { describe, expect, it } from 'vitest';
import { shelveHighs } from './brightness.ts';

/** Gain of the filter at a frequency in dB, by a long sine. */
function gainAt(hertz: number, gain: number): number {
  const signal = Float64Array.from({ length: 22_050 }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / 22_050));
  const energy = (from: number): number => signal.subarray(from).reduce((sum, x) => sum + x * x, 0);
  const before = energy(2000);
  shelveHighs(signal, gain);
  return 10 * Math.log10(energy(2000) / before);
}

describe('shelveHighs', () => {
  it.each([-7, 0, 6])('turns the highs by %d dB and leaves the lows', (gain) => {
    expect(gainAt(60, gain)).toBeCloseTo(0, 1);
    expect(gainAt(10_000, gain)).toBeCloseTo(gain, 1);
  });

  it('has half of the difference in amplitude-squared at its corner', () => {
    // |H|² = (g²·1 + 1) / 2 at ω, the first-order shelf of the doc comment.
    const g = 10 ** (6 / 20);
    expect(gainAt(1500, 6)).toBeCloseTo(10 * Math.log10((g * g + 1) / 2), 1);
  });
});
