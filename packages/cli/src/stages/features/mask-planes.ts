import { Matrix, specAugment } from '@ser/dsp';
import type { Masks } from '../../corpus/augmentation.ts';
import type { StoredArray } from '../../files/array-store.ts';

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
