import { fixLength, Matrix, normalizePeak, reduceNoise, specAugment, transformFromJson } from '@ser/dsp';
import type { Augmentation, Masks } from '../../corpus/augmentation.ts';
import type { StoredArray } from '../../files/array-store.ts';
import type { Settings } from '../../settings/settings.ts';

/** What decides the waveform that features are taken from, besides the recording. */
export type SampleSettings = Pick<Settings, 'sampleRate' | 'duration' | 'noiseReduction'> &
  Partial<Pick<Settings, 'noiseStrength'>>;

/**
 * Loaded samples → the waveform that the features are taken from: fixed length, peak 1, cleaned and distorted as asked; with
 * `isWhole` of their own length up to `duration`, and as loud as they are.
 *
 * Masks are not of the waveform: see `maskPlanes`.
 */
export function prepareSamples(
  samples: Float32Array,
  augmentation: Augmentation | null,
  { sampleRate, duration, noiseReduction, noiseStrength = 1 }: SampleSettings,
  isWhole = false,
): Float32Array {
  const longest = Math.floor(duration * sampleRate);
  const size = isWhole ? Math.min(longest, samples.length) : longest;
  const fixed = fixLength(samples, { size });
  let signal = isWhole ? fixed : normalizePeak(fixed);
  const shared = { sampleRate, reduction: noiseStrength };
  if (noiseReduction === 'spectral-subtraction') signal = reduceNoise(signal, { ...shared, method: noiseReduction });
  if (noiseReduction === 'spectral-gating') signal = reduceNoise(signal, { ...shared, method: noiseReduction });
  const wave = augmentation?.wave;
  if (wave) signal = transformFromJson(wave.transform).augment(signal, { sampleRate, seed: wave.seed }).samples;
  return fixLength(signal, { size });
}

/** Hides the same bands and frames in every plane, [planes, bands, frames]; what is hidden becomes the plane's mean. */
export function maskPlanes({ data, shape }: StoredArray, masks: Masks): StoredArray {
  const [planes, bands, frames] = shape as [number, number, number];
  const masked = new Float32Array(data.length);
  for (let plane = 0; plane < planes; plane++) {
    const start = plane * bands * frames;
    const matrix = new Matrix(data, [bands, frames], { offset: start });
    // One seed: the masks of all planes are the same.
    const { spectrogram } = specAugment(matrix, masks);
    masked.set(spectrogram.data, start);
  }
  return { data: masked, shape };
}
