import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { WavHeader } from '../wav-header.ts';

/** SHA-256 of a file's sample bytes, in lower-case hexadecimal; memory stays at one block of 256 KiB. */
export async function hashSamples(file: FileHandle, header: WavHeader, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const block = new Uint8Array(Math.min(1 << 18, Math.max(1, header.dataLength)));
  let done = 0;
  while (done < header.dataLength) {
    signal?.throwIfAborted();
    const wanted = Math.min(block.length, header.dataLength - done);
    const { bytesRead } = await file.read(block, 0, wanted, header.dataOffset + done);
    if (bytesRead === 0) break;
    hash.update(block.subarray(0, bytesRead));
    done += bytesRead;
  }
  return hash.digest('hex');
}
