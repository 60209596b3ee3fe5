import type { FileHandle } from 'node:fs/promises';
import type { ByteRange } from '../wav/wav-header.ts';

/** Reads anywhere in a file, keeping what the first read brought. */
export class FileReader {
  readonly #file: FileHandle;
  readonly #headBytes: number;
  #head: Uint8Array | undefined;

  /** @param headBytes Bytes that the first read takes: by default a whole short clip, or the header of a long recording. */
  constructor(file: FileHandle, headBytes: number = 2 ** 19) {
    this.#file = file;
    this.#headBytes = headBytes;
  }

  /** The bytes of a range; fewer at the end of the file only. */
  async read({ offset, length }: ByteRange): Promise<Uint8Array> {
    this.#head ??= await this.#readAt(0, this.#headBytes);
    const end = offset + length;
    if (end <= this.#head.length || this.#head.length < this.#headBytes) return this.#head.subarray(offset, end);
    return this.#readAt(offset, length);
  }

  async #readAt(position: number, length: number): Promise<Uint8Array> {
    const target = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#file.read(target, filled, length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return target.subarray(0, filled);
  }
}
