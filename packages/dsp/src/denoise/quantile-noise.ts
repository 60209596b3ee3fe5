import { select } from '../select.ts';
import { frameEnergies, type PowerSpectrogram } from './power-spectrogram.ts';

/** The part of the time that every frequency is taken to be free of speech for, at least. */
const quantile = 0.3;

/** Frames this far below the loudest hold digital silence, not noise: 80 dB. */
const silence = 1e-8;

/** Indices of the frames that are not digital silence (leading or padding zeros would pass for a silent background). */
export function soundingFrames(spectrogram: PowerSpectrogram): number[] {
  const energies = frameEnergies(spectrogram);
  const limit = silence * energies.reduce((a, b) => Math.max(a, b), 0);
  return Array.from(energies.keys()).filter((t) => energies[t]! > limit);
}

/**
 * Power of a noise that stays the same: in every bin the 0.3-quantile of |X|² over time, divided by what that quantile is
 * of the mean for Gaussian noise, −ln(1 − 0.3).
 *
 * No voice activity detection is needed: even in loud speech each frequency is free most of the time.
 *
 * @returns One power a bin; zeros for a silent signal.
 * @see Stahl, Fischer and Bippus (2000), "Quantile based noise estimation for spectral subtraction", ICASSP.
 */
export function quantileNoise(spectrogram: PowerSpectrogram): Float64Array {
  const { bins, frames, power } = spectrogram;
  const sounding = soundingFrames(spectrogram);
  const noise = new Float64Array(bins);
  if (sounding.length === 0) return noise;
  const row = new Float64Array(sounding.length);
  for (let k = 0; k < bins; k++) {
    for (let i = 0; i < row.length; i++) row[i] = power[k * frames + sounding[i]!]!;
    noise[k] = select(row, Math.floor(quantile * (row.length - 1))) / -Math.log1p(-quantile);
  }
  return noise;
}
