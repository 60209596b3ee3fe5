import { closeSync, fstatSync, open, read } from 'node:fs';
import type { ByteRange } from '../wav/wav-header.ts';

/**
 * An open file that is read anywhere, keeping what the first read brought.
 *
 * Descriptors in place of Node's file handles: a handle costs as much as the read of a header, and what is asked of an open file, its
 * size and to be closed, is answered sooner than another thread is.
 */
export class FileReader {
  /** Length of the file in bytes. */
  readonly size: number;
  readonly #descriptor: number;
  readonly #headBytes: number;
  readonly #reads = new Set<Promise<unknown>>();
  #head: Uint8Array | undefined;
  #closing: Promise<void> | undefined;

  private constructor(descriptor: number, size: number, headBytes: number) {
    this.#descriptor = descriptor;
    this.size = size;
    // No more than there is, so that no second read is needed to find the end; some files say that they are empty and are not.
    this.#headBytes = size > 0 ? Math.min(headBytes, size) : headBytes;
  }

  /**
   * Opens a regular file; anything else is refused.
   *
   * @param headBytes Bytes that the first read takes: by default a whole short clip, or the header of a long recording.
   */
  static async open(path: string, headBytes: number = 2 ** 19): Promise<FileReader> {
    const descriptor = await new Promise<number>((resolve, reject) => {
      open(path, 'r', (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) throw new Error(stat.isDirectory() ? 'It is a folder.' : 'It is no regular file.');
      return new FileReader(descriptor, stat.size, headBytes);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** The bytes of a range; fewer at the end of the file only. */
  async read(range: ByteRange): Promise<Uint8Array> {
    const known = this.#inHead(range);
    if (known) return known;
    if (this.#closing) throw new Error('The file was closed before it was read.');
    const reading = this.#readRange(range);
    this.#reads.add(reading);
    try {
      return await reading;
    } finally {
      this.#reads.delete(reading);
    }
  }

  /** Closes the file once what is being read has been. */
  close(): Promise<void> {
    this.#closing ??= this.#closeOnceRead();
    return this.#closing;
  }

  async #closeOnceRead(): Promise<void> {
    // A closed descriptor is given to the next file that is opened, which nothing of ours may read then.
    if (this.#reads.size > 0) await Promise.allSettled(this.#reads);
    closeSync(this.#descriptor);
  }

  /** What the first read brought of a range, where that is all there is of it. */
  #inHead({ offset, length }: ByteRange): Uint8Array | undefined {
    const head = this.#head;
    if (head === undefined) return undefined;
    const isAll = head.length < this.#headBytes || (this.size > 0 && head.length >= this.size);
    if (!isAll && offset + length > head.length) return undefined;
    return head.subarray(offset, offset + length);
  }

  async #readRange(range: ByteRange): Promise<Uint8Array> {
    this.#head ??= await this.#readAt(0, this.#headBytes);
    return this.#inHead(range) ?? (await this.#readAt(range.offset, range.length));
  }

  async #readAt(position: number, length: number): Promise<Uint8Array> {
    const target = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const bytes = await this.#readInto(target, filled, position + filled);
      if (bytes === 0) break;
      filled += bytes;
    }
    return target.subarray(0, filled);
  }

  #readInto(target: Buffer, filled: number, position: number): Promise<number> {
    return new Promise((resolve, reject) => {
      read(this.#descriptor, target, filled, target.length - filled, position, (error, bytes) =>
        error ? reject(error) : resolve(bytes),
      );
    });
  }
}
