import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCacheFile } from './write-file.ts';

/** "SERA", then the format's version, the number of dimensions and the dimensions, all little-endian 32-bit words. */
const MAGIC = 0x41524553;
const VERSION = 1;

/** A float32 array with its shape. */
export interface StoredArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/**
 * A folder of float32 arrays by key (64 hexadecimal digits), one file each.
 *
 * A file whose length does not match its header counts as absent: it is computed again, never trusted.
 */
export class ArrayStore {
  readonly folder: string;
  readonly #made = new Set<string>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The array of that key, or undefined where none is stored. */
  async read(key: string): Promise<StoredArray | undefined> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.#path(key));
    } catch {
      return undefined;
    }
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 12 || words.getUint32(0, true) !== MAGIC || words.getUint32(4, true) !== VERSION)
      return undefined;
    const rank = words.getUint32(8, true);
    const start = 12 + 4 * rank;
    if (rank > 8 || bytes.length < start) return undefined;
    const shape = Array.from({ length: rank }, (_, i) => words.getUint32(12 + 4 * i, true));
    const length = shape.reduce((product, size) => product * size, 1);
    if (bytes.length !== start + 4 * length) return undefined;
    // A Buffer's own slice() would be a view into the file's bytes, header included.
    const values = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length);
    return { data: new Float32Array(values as ArrayBuffer), shape };
  }

  /** Stores an array; an existing one of the same key is replaced. */
  async write(key: string, { data, shape }: StoredArray): Promise<void> {
    const header = Uint32Array.of(MAGIC, VERSION, shape.length, ...shape);
    const bytes = new Uint8Array(header.byteLength + data.byteLength);
    bytes.set(new Uint8Array(header.buffer));
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.byteLength);
    const parent = join(this.folder, key.slice(0, 2));
    if (!this.#made.has(parent)) {
      await mkdir(parent, { recursive: true });
      this.#made.add(parent);
    }
    await writeCacheFile(this.#path(key), bytes);
  }

  #path(key: string): string {
    return join(this.folder, key.slice(0, 2), `${key}.f32`);
  }
}
