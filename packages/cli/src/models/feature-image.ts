import { Matrix, toImage } from '@ser/dsp';
import { type BackboneName, preprocessInput } from '@ser/models';
import type { StoredArray } from '../files/array-store.ts';
import type { Settings } from '../settings/settings.ts';

/** What decides the image that a backbone sees. */
export type ImageSettings = Pick<
  Settings,
  'imageHeight' | 'imageWidth' | 'scaling' | 'scaleMin' | 'scaleMax' | 'preprocessing'
>;

/** Feature planes → one image [height, width, 3]: each plane scaled to [0, 1], resized, and preprocessed for the backbone. */
export function featureImage(planes: StoredArray, backbone: BackboneName, settings: ImageSettings): StoredArray {
  const [count, bands, frames] = planes.shape as [number, number, number];
  const matrices = Array.from(
    { length: count },
    (_, plane) => new Matrix(planes.data, [bands, frames], { offset: plane * bands * frames }),
  );
  const { imageHeight, imageWidth, scaling, scaleMin, scaleMax } = settings;
  const { data, shape } = toImage(matrices, {
    height: imageHeight ?? bands,
    width: imageWidth ?? frames,
    scaling: scaling === 'fixed-range' ? { min: scaleMin, max: scaleMax } : scaling,
  });
  if (settings.preprocessing === 'none') return { data, shape };
  return preprocessInput(backbone, { data: data.map((value) => 255 * value), shape });
}

/** Size of the images of features of a shape, [height, width, 3]. */
export function imageShape(
  features: readonly number[],
  { imageHeight, imageWidth }: Pick<ImageSettings, 'imageHeight' | 'imageWidth'>,
): readonly number[] {
  const [, bands, frames] = features as readonly [number, number, number];
  return [imageHeight ?? bands, imageWidth ?? frames, 3];
}
