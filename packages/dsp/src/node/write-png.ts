import { writeFileAtomic } from '@ser/files';
import { DspError } from '../errors.ts';
import { encodePng } from '../image/encode-png.ts';
import type { StridedArray } from '../strided-array.ts';

/**
 * Writes an image as an 8-bit PNG file; see {@link encodePng}. The file appears whole or not at all.
 *
 * @param path Where to write; the folder must exist.
 * @param image Values in [0, 1], `[height, width, 3]` or `[height, width]`.
 * @throws {DspError} `file` when it cannot be written, `invalid-signal` or `non-finite` for an image that is none.
 */
export async function writePng(path: string, image: StridedArray): Promise<void> {
  await writeFileAtomic(path, encodePng(image), { durable: false, makeFolder: false }).catch((cause: Error) => {
    throw new DspError('file', `${cause.message} Check that the folder exists and may be written.`, { cause });
  });
}
