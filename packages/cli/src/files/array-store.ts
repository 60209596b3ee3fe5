import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { sweepTemporaryFiles, temporaryName } from '@ser/files';
import { makeFolder, writeCacheFile } from './write-file.ts';

/**
 * "SERA", then the format's version, the CRC-32 of all that follows, the number of dimensions and the dimensions, all
 * little-endian 32-bit words; then the values.
 */
const MAGIC = 0x41524553;
const VERSION = 2;
const CHECKED_FROM = 12;

/** Where values wait until they are whole, in a folder of its own so that leftovers of killed processes are found at once. */
const TEMPORARY = 'tmp';

/** A float32 array with its shape. */
export interface StoredArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/**
 * A folder of float32 arrays by key (64 hexadecimal digits), one file each.
 *
 * A file that does not match its header's length and checksum counts as absent: it is computed again, never trusted. Any
 * number of processes may read and write at once: what they write under one key is the same.
 */
export class ArrayStore {
  readonly folder: string;
  readonly #made = new Set<string>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Where an array is written before it is moved to its place. */
  get temporaryFolder(): string {
    return join(this.folder, TEMPORARY);
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
    if (bytes.length < 16 || words.getUint32(0, true) !== MAGIC || words.getUint32(4, true) !== VERSION)
      return undefined;
    const rank = words.getUint32(12, true);
    const start = 16 + 4 * rank;
    if (rank > 8 || bytes.length < start) return undefined;
    const shape = Array.from({ length: rank }, (_, i) => words.getUint32(16 + 4 * i, true));
    const length = shape.reduce((product, size) => product * size, 1);
    if (bytes.length !== start + 4 * length) return undefined;
    if (crc32(bytes.subarray(CHECKED_FROM)) !== words.getUint32(8, true)) return undefined;
    // A Buffer's own slice() would be a view into the file's bytes, header included.
    const values = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length);
    return { data: new Float32Array(values as ArrayBuffer), shape };
  }

  /** Stores an array; an existing one of the same key is replaced. */
  async write(key: string, { data, shape }: StoredArray): Promise<void> {
    const header = Uint32Array.of(MAGIC, VERSION, 0, shape.length, ...shape);
    const bytes = new Uint8Array(header.byteLength + data.byteLength);
    bytes.set(new Uint8Array(header.buffer));
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.byteLength);
    new DataView(bytes.buffer).setUint32(8, crc32(bytes.subarray(CHECKED_FROM)), true);
    await this.#makeFolder(key.slice(0, 2));
    await this.#makeFolder(TEMPORARY);
    await writeCacheFile(this.#path(key), bytes, join(this.temporaryFolder, temporaryName()));
  }

  /** Removes what killed processes left behind half written; nobody would ever read it. */
  async sweep(): Promise<void> {
    await sweepTemporaryFiles(this.temporaryFolder);
  }

  async #makeFolder(name: string): Promise<void> {
    if (this.#made.has(name)) return;
    await makeFolder(join(this.folder, name));
    this.#made.add(name);
  }

  #path(key: string): string {
    return join(this.folder, key.slice(0, 2), `${key}.f32`);
  }
}
