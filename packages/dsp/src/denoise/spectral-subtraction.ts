import { requireRange } from '../validate.ts';
import type { NoiseProfile } from './noise-profile.ts';
import type { BeroutiOptions } from './options.ts';
import { frameEnergies, type PowerSpectrogram } from './power-spectrogram.ts';

/**
 * Gains of power spectral subtraction with over-subtraction and a spectral floor: |Ŝ|² = |X|² − α|N|², but no less than
 * β|N|² and no more than |X|².
 *
 * The floor is a share of the noise, not of the signal: constant, it masks what would otherwise twitter ("musical noise").
 *
 * @returns √(|Ŝ|² / |X|²) of every bin and frame, row-major; 1 where there is nothing.
 * @see Berouti, Schwartz and Makhoul (1979), "Enhancement of speech corrupted by acoustic noise", ICASSP, eqs. 3–6.
 */
export function spectralSubtraction(
  spectrogram: PowerSpectrogram,
  noise: NoiseProfile,
  options: BeroutiOptions,
): Float64Array {
  const { bins, frames, power } = spectrogram;
  const { overSubtraction = 'adaptive', floor = 0.01 } = options;
  requireRange('floor', floor, 0, 1);
  const factors = new Float64Array(frames);
  if (overSubtraction === 'adaptive') {
    const noiseEnergies = new Float64Array(frames);
    for (let k = 0; k < bins; k++) {
      for (let t = 0; t < frames; t++) noiseEnergies[t]! += noise.power[k * noise.stride + t * noise.step]!;
    }
    frameEnergies(spectrogram).forEach((energy, t) => {
      const snrDb = 10 * Math.log10(energy / noiseEnergies[t]!);
      // NaN (nothing in nothing) and infinite ratios take the ends of the range.
      factors[t] = Math.max(1, Math.min(4.75, Number.isNaN(snrDb) ? 1 : 4 - 0.15 * snrDb));
    });
  } else {
    factors.fill(requireRange('overSubtraction', overSubtraction, 0, Number.MAX_VALUE));
  }

  const gains = new Float64Array(bins * frames);
  for (let k = 0, i = 0; k < bins; k++) {
    for (let t = 0; t < frames; t++, i++) {
      const observed = power[i]!;
      const expected = noise.power[k * noise.stride + t * noise.step]!;
      const kept = Math.min(observed, Math.max(observed - factors[t]! * expected, floor * expected));
      gains[i] = observed > 0 ? Math.sqrt(kept / observed) : 1;
    }
  }
  return gains;
}
