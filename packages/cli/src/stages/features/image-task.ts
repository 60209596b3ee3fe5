import { colormap, encodePng, Matrix } from '@ser/dsp';
import { SerError } from '../../errors.ts';
import { ArrayStore } from '../../files/array-store.ts';
import { writeFileAtomic } from '../../files/write-file.ts';

/** One spectrogram to draw. */
export interface ImageTask {
  /** Folder of the feature store, and the key of the planes in it. */
  readonly features: string;
  readonly key: string;
  /** Where the image goes. */
  readonly path: string;
  /** Pixels; null keeps one per band or frame. */
  readonly height: number | null;
  readonly width: number | null;
}

/**
 * Draws the first plane of stored features as people look at spectrograms: low frequencies at the bottom, magma colors.
 * Runs in a worker thread; answers what went wrong, or nothing.
 */
export async function imageTask({ features, key, path, height, width }: ImageTask): Promise<string | undefined> {
  const planes = await new ArrayStore(features).read(key);
  if (!planes) return `The stored features ${key} vanished while they were in use; run the command again.`;
  const [, bands, frames] = planes.shape as [number, number, number];
  const first = new Matrix(planes.data, [bands, frames]);
  const image = colormap(first, { origin: 'lower', height: height ?? bands, width: width ?? frames });
  try {
    await writeFileAtomic(path, encodePng(image));
  } catch (error) {
    if (error instanceof SerError) return error.message;
    throw error;
  }
  return undefined;
}
