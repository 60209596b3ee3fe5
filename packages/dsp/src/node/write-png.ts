import { encodePng } from '../image/encode-png.ts';
import type { StridedArray } from '../strided-array.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/**
 * Writes an image as an 8-bit PNG file; see {@link encodePng}. The file appears whole or not at all.
 *
 * @param path Where to write; the folder must exist.
 * @param image Values in [0, 1], `[height, width, 3]` or `[height, width]`.
 * @throws {DspError} `file` when it cannot be written, `invalid-signal` or `non-finite` for an image that is none.
 */
export async function writePng(path: string, image: StridedArray): Promise<void> {
  await writeFileAtomically(path, encodePng(image));
}
