import { checkOptions, type OptionNames } from '../check-call.ts';
import type { OwnedFloat64 } from '../signal.ts';
import { requireFftLength, requireInteger, requirePositive } from '../validate.ts';
import { hzToMel, type MelScaleOptions, melToHz } from './mel-scale.ts';

/** Options of {@link fftFrequencies}. */
export interface FftFrequenciesOptions {
  /** Samples per second. @default 22050 */
  sampleRate?: number | undefined;
  /** Length of the transform, an integer ≥ 1. @default 2048 */
  nFft?: number | undefined;
}

const names: OptionNames<FftFrequenciesOptions> = { sampleRate: true, nFft: true };

/**
 * Center frequency in Hz of every bin of an `nFft`-point transform: `1 + floor(nFft / 2)` values from 0 up.
 *
 * Source: `librosa.fft_frequencies` 0.11.
 */
export function fftFrequencies(options: FftFrequenciesOptions = {}): OwnedFloat64 {
  checkOptions('fftFrequencies', options, names);
  const sampleRate = requirePositive('sampleRate', options.sampleRate ?? 22050);
  const nFft = requireFftLength(options.nFft ?? 2048);
  // Not k · sampleRate / nFft: numpy.fft.rfftfreq rounds in this order.
  const step = 1 / (nFft * (1 / sampleRate));
  return Float64Array.from({ length: Math.floor(nFft / 2) + 1 }, (_, k) => k * step);
}

/** Options of {@link melFrequencies}. */
export interface MelFrequenciesOptions extends MelScaleOptions {
  /** Number of frequencies, an integer ≥ 1. @default 128 */
  nMels?: number | undefined;
  /** Lowest frequency in Hz, ≥ 0. @default 0 */
  fMin?: number | undefined;
  /** Highest frequency in Hz. @default 11025 */
  fMax?: number | undefined;
}

const ownMelFrequenciesNames: OptionNames<MelFrequenciesOptions> = { nMels: true, fMin: true, fMax: true, htk: true };

/** Frequencies in Hz equally spaced on the mel scale, both ends included. Source: `librosa.mel_frequencies` 0.11. */
export function melFrequencies(options: MelFrequenciesOptions = {}): OwnedFloat64 {
  checkOptions('melFrequencies', options, ownMelFrequenciesNames);
  const nMels = requireInteger('nMels', options.nMels ?? 128);
  const lowest = hzToMel(options.fMin ?? 0, { htk: options.htk });
  const highest = hzToMel(options.fMax ?? 11025, { htk: options.htk });
  const step = (highest - lowest) / (nMels - 1);
  return Float64Array.from({ length: nMels }, (_, i) =>
    melToHz(i > 0 && i === nMels - 1 ? highest : i * (nMels > 1 ? step : 0) + lowest, { htk: options.htk }),
  );
}
