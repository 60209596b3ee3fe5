import type { Signal } from '../signal.ts';
import { latticeKernel } from '../wasm/lattice-kernel.ts';
import { plainLattice } from './lattice.ts';

/**
 * Coefficients 1, a₁ … of the filter 1 + Σ aₖ z⁻ᵏ that predicts a signal forward and backward with the least error.
 *
 * Source: `librosa.lpc` 0.11; Burg's method as in Marple, "A new autoregressive spectrum analysis algorithm" (1980).
 *
 * @param samples At least `order + 1` values.
 */
export function burg(samples: Signal, order: number): Float64Array {
  const lattice = latticeKernel(samples) ?? plainLattice(samples);
  let now = new Float64Array(order + 1);
  let before = new Float64Array(order + 1);
  now[0] = before[0] = 1;
  let { energy, product } = lattice;
  for (let i = 0; i < order; i++) {
    const reflection = (-2 * product) / (energy + 2.2250738585072014e-308);
    [before, now] = [now, before];
    for (let j = 1; j <= i + 1; j++) now[j] = before[j]! + reflection * before[i - j + 1]!;
    const { ahead, behind, product: next } = lattice.pass(reflection);
    energy = (1 - reflection * reflection) * energy - behind * behind - ahead * ahead;
    product = next;
  }
  return now;
}
