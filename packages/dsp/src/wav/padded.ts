import type { ByteRange } from './wav-header.ts';

const blockBytes = 4096;
/** Where libsndfile begins to look. */
const firstByte = 600;

/**
 * Tells how 24 bits lie in 4 bytes, which no header says: as floats of a larger scale (Cool Edit), in 32-bit integers
 * (arecord), or packed in 3 bytes after all, with a wrong block align.
 *
 * Follows libsndfile 1.2, so that its values come out: whole blocks of 4096 bytes are looked at in turn. One whose first
 * four bytes are those of a float between 2^8 and 2^23 means floats; one where more than three quarters of the groups of
 * four have a lowest byte of zero, or whose first group has a highest byte of zero, means integers. Where no block tells,
 * samples are packed.
 */
export function* tellPadding(fileSize: number): Generator<ByteRange, 'f32' | 's32' | 's24', Uint8Array> {
  for (let offset = firstByte; offset + blockBytes <= fileSize; offset += blockBytes) {
    const bytes = yield { offset, length: blockBytes };
    if (bytes.length < blockBytes) break;
    const [lowest, , high, highest] = bytes as unknown as [number, number, number, number];
    if (lowest !== 0 && highest > 0x43 && highest < 0x4b) return 'f32';
    let zeros = 0;
    for (let i = 0; i < blockBytes; i += 4) if (bytes[i] === 0 && bytes[i + 1] !== 0) zeros++;
    if ((high !== 0 && highest === 0) || zeros > (3 * blockBytes) / 16) return 's32';
  }
  return 's24';
}
