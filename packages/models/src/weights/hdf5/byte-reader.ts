import { ModelsError } from '../../errors.ts';

/** The error for a file that makes no sense. */
export function corrupt(reason: string): ModelsError {
  return new ModelsError('invalid-file', `The HDF5 file is corrupt or cut off (${reason}). Fetch it again.`);
}

/** The error for a file that is sound, and uses what this reader does not know. */
export function unsupported(what: string): ModelsError {
  return new ModelsError(
    'invalid-file',
    `The HDF5 file uses ${what}, which is not supported: write it as Keras does, with h5py's defaults.`,
  );
}

/** An address that stands for nothing. */
export const UNDEFINED = -1;

/**
 * Reads the numbers of a file one after the other; whatever lies outside is an error, not a guess.
 *
 * Addresses and lengths have 8 bytes, as on every system that runs Keras.
 */
export class ByteReader {
  readonly #view: DataView;
  readonly #end: number;
  /** Where the next read begins. */
  position: number;

  /** Reads of `bytes` from `start` on, at most `length` of them. */
  constructor(bytes: Uint8Array, start = 0, length: number = bytes.length - start) {
    if (!(start >= 0 && length >= 0 && start + length <= bytes.length)) {
      throw corrupt(`${length} bytes at ${start} lie outside of the ${bytes.length}`);
    }
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.position = start;
    this.#end = start + length;
  }

  /** Bytes that are left. */
  get left(): number {
    return this.#end - this.position;
  }

  /** Passes over some bytes, and gives where they are. */
  skip(count: number): number {
    const at = this.position;
    if (!(count >= 0 && at + count <= this.#end)) throw corrupt(`${count} bytes at ${at} lie outside of their block`);
    this.position = at + count;
    return at;
  }

  u8(): number {
    return this.#view.getUint8(this.skip(1));
  }

  u16(): number {
    return this.#view.getUint16(this.skip(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.skip(4), true);
  }

  /** A length: a whole number that a double holds. */
  size(): number {
    const value = Number(this.#view.getBigUint64(this.skip(8), true));
    if (!Number.isSafeInteger(value)) throw corrupt('a length is out of range');
    return value;
  }

  /** An address, or {@link UNDEFINED}. */
  address(): number {
    const value = this.#view.getBigUint64(this.skip(8), true);
    if (value === 0xffff_ffff_ffff_ffffn) return UNDEFINED;
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw corrupt('an address is out of range');
    return Number(value);
  }

  /** A number of 1, 2, 4 or 8 bytes. */
  sized(bytes: number): number {
    return bytes === 1 ? this.u8() : bytes === 2 ? this.u16() : bytes === 4 ? this.u32() : this.size();
  }

  /** Refuses what does not begin with four letters. */
  signature(expected: string): void {
    const start = this.skip(4);
    for (let i = 0; i < 4; i++) {
      if (this.#view.getUint8(start + i) !== expected.charCodeAt(i)) throw corrupt(`no ${expected} at ${start}`);
    }
  }
}
