import { Cache } from '../cache.ts';
import { checkCall, type OptionNames } from '../check-call.ts';
import { spectrumOf } from '../features/spectral-input.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { framesOf } from '../stft/frames.ts';
import { stftNames } from '../stft/option-names.ts';
import { featureHop, type SpectrogramOptions, spectraOf } from '../stft/spectrogram.ts';
import { isStrided, type StridedArray } from '../strided-array.ts';
import { requirePositive } from '../validate.ts';
import { runFrameKernel } from '../wasm/frame-kernel.ts';
import { melKernel, runMelOfKernel } from '../wasm/mel-kernel.ts';
import { joinBands, type MelBands, melBands } from './mel-bands.ts';
import { type MelFilterOptions, melFilterNames } from './mel-filter-bank.ts';

/** Options of {@link melSpectrogram}: those of the transform and those of the filters. */
export interface MelSpectrogramOptions extends SpectrogramOptions, MelFilterOptions {
  /**
   * Exponent of the magnitude before filtering: 2 for power, 1 for magnitudes; > 0. Unused where a spectrogram is given.
   * @default 2
   */
  power?: number | undefined;
}

/** Filters every column of a row-major `[bins, frames]` spectrogram. */
function filterMatrix<T extends Signal>(values: T, frames: number, bands: MelBands): OwnedSignal<T> {
  const fast = runMelOfKernel(values, frames, bands);
  if (fast) return fast;

  const { nMels, first, offset, weights } = bands;
  const mel = likeSignal(values, nMels * frames);
  const row = new Float64Array(frames);
  for (let m = 0; m < nMels; m++) {
    row.fill(0);
    for (let i = offset[m]!, k = first[m]!; i < offset[m + 1]!; i++, k++) {
      const weight = weights[i]!;
      for (let t = 0, place = k * frames; t < frames; t++, place++) row[t]! += weight * values[place]!;
    }
    mel.set(row, m * frames);
  }
  return mel;
}

/** Transforms and filters frame by frame, so that the full spectrogram is never stored. */
function filterSignal<T extends Signal>(samples: T, options: MelSpectrogramOptions, bands: MelBands): OwnedSignal<T> {
  const { nMels, first, offset, weights } = bands;
  const power = requirePositive('power', options.power ?? 2);
  const frames = framesOf(samples, options, featureHop);
  const fast = power === 1 || power === 2 ? runFrameKernel(samples, frames, melKernel(bands, power)) : undefined;
  if (fast) return fast[0]!;

  const { count } = frames;
  const spectrumAt = spectraOf(frames, power);
  const mel = likeSignal(samples, nMels * count);
  for (let t = 0; t < count; t++) {
    const spectrum = spectrumAt(t);
    for (let m = 0; m < nMels; m++) {
      let sum = 0;
      for (let i = offset[m]!, k = first[m]!; i < offset[m + 1]!; i++, k++) sum += weights[i]! * spectrum[k]!;
      mel[m * count + t] = sum;
    }
  }
  return mel;
}

const joined = new Cache<string, MelBands>(8);

/** Names of the options. */
export const melSpectrogramNames: OptionNames<MelSpectrogramOptions> = {
  ...stftNames,
  ...melFilterNames,
  power: true,
};

/** Mel spectrograms of the power of one signal by several sets of filters, from one transform. */
export function melSpectrogramsOf<T extends Signal>(
  samples: T,
  shared: MelSpectrogramOptions,
  filters: readonly MelFilterOptions[],
): Matrix<OwnedSignal<T>>[] {
  const sets = filters.map((own) => melBands({ ...shared, ...own }));
  const bands = joined.get(sets.map(({ key }) => key).join('+'), () => joinBands(sets));
  const mel = filterSignal(samples, { ...shared, power: 2 }, bands);
  const frames = mel.length / bands.nMels;
  let row = 0;
  return sets.map(({ nMels }) => {
    const first = row * frames;
    row += nMels;
    return asMatrix(mel.slice(first, first + nMels * frames) as OwnedSignal<T>, nMels, frames);
  });
}

/**
 * Energy in `nMels` mel bands over time, shape `[nMels, frames]`.
 *
 * Takes samples, or in their place a spectrogram `[bins, frames]` whose values are already raised to the wanted power.
 *
 * Source: `librosa.feature.melspectrogram` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function melSpectrogram<T extends Signal>(
  input: T | StridedArray<T>,
  options: MelSpectrogramOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('melSpectrogram', 'signal or matrix', input, options, melSpectrogramNames);
  return melSpectrogramOf(input, options);
}

/** The same for options that were checked, and may hold those of what follows. */
export function melSpectrogramOf<T extends Signal>(
  input: T | StridedArray<T>,
  options: MelSpectrogramOptions,
): Matrix<OwnedSignal<T>> {
  if (isStrided(input)) {
    const { values, frames, nFft } = spectrumOf(input, options, 1);
    const bands = melBands({ ...options, nFft });
    return asMatrix(filterMatrix(values, frames, bands), bands.nMels, frames);
  }
  const bands = melBands(options);
  const mel = filterSignal(input, options, bands);
  return asMatrix(mel, bands.nMels, mel.length / bands.nMels);
}
