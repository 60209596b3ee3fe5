import { FLOAT_TYPES, type FloatType } from './float-types.ts';
import { type CompileStored, storedTensor, type WeightTensor } from './weight-map.ts';
import { sizeOf } from './weight-specs.ts';

/** Bytes of which parts are read: in memory, or in a file that stays on the disk. */
export interface ByteSource {
  /** Number of bytes. */
  readonly length: number;
  /** The bytes from `begin` to before `end`; views where they are in memory. */
  read(begin: number, end: number): Uint8Array;
  /** The file, where they are one. */
  readonly path?: string | undefined;
  /** How a graph is compiled that leaves its weights in such files. */
  readonly compile?: CompileStored | undefined;
}

/** Bytes in memory. */
export function inMemory(bytes: Uint8Array): ByteSource {
  return { length: bytes.length, read: (begin, end) => bytes.subarray(begin, end) };
}

/** A float32 array with its shape. */
export type NamedTensor = Omit<WeightTensor, 'name'>;

/** A tensor that begins at a place of a source: its values at once, or, of a file, when they are asked for. */
export function tensorAt(source: ByteSource, begin: number, shape: readonly number[], type: FloatType): NamedTensor {
  const { path, compile } = source;
  const end = begin + type.bytes * sizeOf(shape);
  const read = (): Float32Array => type.read(source.read(begin, end));
  if (path === undefined) return { shape, data: read() };
  const isAsWanted = type === FLOAT_TYPES.get('F32') && begin % 4 === 0;
  return storedTensor({ shape }, { read, compile, ...(isAsWanted && { file: { path, offset: begin } }) });
}
