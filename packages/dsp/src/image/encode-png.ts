import { encode } from 'fast-png';
import { describe } from '../check-call.ts';
import { DspError } from '../errors.ts';
import type { EncodedBytes } from '../signal.ts';
import { requireFinite } from '../signal.ts';
import { isStrided, rowMajor, type StridedArray } from '../strided-array.ts';

/**
 * Encodes an image as PNG with 8 bits per channel: each value v becomes `round(255 · v)`.
 *
 * @param image Values in [0, 1], `[height, width, 3]` (color) or `[height, width]` (gray); beyond is clipped.
 * @returns The bytes of the file.
 * @throws {DspError} `invalid-signal` for another shape, `non-finite` for NaN or infinite values.
 */
export function encodePng(image: StridedArray): EncodedBytes {
  const [height, width, channels = 1, ...more] = isStrided(image) ? image.shape : [];
  if (!height || !width || (channels !== 1 && channels !== 3) || more.length > 0) {
    throw new DspError(
      'invalid-signal',
      `encodePng wants an image of shape [height, width, 3] or [height, width]. Received ${describe(image)}.`,
    );
  }
  const values = rowMajor(image);
  requireFinite(values, 'image');
  const data = new Uint8Array(values.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.round(255 * Math.min(1, Math.max(0, values[i]!)));
  return encode({ width, height, data, depth: 8, channels }) as EncodedBytes;
}
