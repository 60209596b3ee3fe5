import { type ByteReader, corrupt, unsupported } from './byte-reader.ts';

/** The type of the values of a dataset or attribute. */
export type Datatype =
  | { readonly kind: 'float'; readonly size: 4 | 8; readonly littleEndian: boolean }
  /** Of 16 bits: as IEEE 754 has them, or the upper half of a float32, which h5py writes as opaque pairs of bytes. */
  | { readonly kind: 'half' | 'brain'; readonly size: 2; readonly littleEndian: boolean }
  | { readonly kind: 'integer'; readonly size: number; readonly littleEndian: boolean; readonly isSigned: boolean }
  | { readonly kind: 'string'; readonly size: number }
  | { readonly kind: 'variable-string'; readonly size: 16 }
  | { readonly kind: 'other'; readonly size: number; readonly name: string };

/** Where the values of a dataset lie. */
export type Layout =
  | { readonly kind: 'contiguous'; readonly address: number; readonly size: number }
  | { readonly kind: 'compact'; readonly address: number; readonly size: number }
  | {
      readonly kind: 'chunked';
      readonly address: number;
      readonly chunk: readonly number[];
      readonly elementSize: number;
    };

/** Most dimensions that HDF5 has. */
const MAX_RANK = 32;
/** Names of the classes of types that are no weights. */
const classes = ['integer', 'float', 'time', 'string', 'bit field', 'opaque', 'compound', 'reference', 'enumeration'];

/** Lengths of the dimensions; none for a single value. */
export function readDataspace(reader: ByteReader): number[] {
  const version = reader.u8();
  const rank = reader.u8();
  if ((version !== 1 && version !== 2) || rank > MAX_RANK) throw corrupt('a dataspace makes no sense');
  reader.skip(1);
  // Of version 2 the type: a null dataspace holds no value.
  const type = reader.u8();
  if (version === 1) reader.skip(4);
  else if (type === 2) return [0];
  return Array.from({ length: rank }, () => reader.size());
}

/** The type of values. */
export function readDatatype(reader: ByteReader): Datatype {
  const classAndVersion = reader.u8();
  const bits = [reader.u8(), reader.u8(), reader.u8()] as const;
  const size = reader.u32();
  const kind = classAndVersion & 0x0f;
  if (size === 0) throw corrupt('a type has no size');
  if (kind === 1) {
    const [offset, precision, exponentAt, exponentBits, mantissaAt, mantissaBits] = [
      ...[reader.u16(), reader.u16()],
      ...[reader.u8(), reader.u8(), reader.u8(), reader.u8()],
    ];
    const isSingle = size === 4 && precision === 32 && exponentBits === 8 && mantissaBits === 23 && exponentAt === 23;
    const isDouble = size === 8 && precision === 64 && exponentBits === 11 && mantissaBits === 52 && exponentAt === 52;
    if ((isSingle || isDouble) && offset === 0 && mantissaAt === 0 && (bits[0] & 0x40) === 0) {
      return { kind: 'float', size: isSingle ? 4 : 8, littleEndian: (bits[0] & 1) === 0 };
    }
    const isHalf = size === 2 && precision === 16 && exponentBits === 5 && mantissaBits === 10 && exponentAt === 10;
    if (isHalf && offset === 0 && mantissaAt === 0 && (bits[0] & 0x40) === 0) {
      return { kind: 'half', size, littleEndian: (bits[0] & 1) === 0 };
    }
    return { kind: 'other', size, name: `float of ${precision} bits` };
  }
  if (kind === 0) return { kind: 'integer', size, littleEndian: (bits[0] & 1) === 0, isSigned: (bits[0] & 8) !== 0 };
  if (kind === 3) return { kind: 'string', size };
  if (kind === 5 && size === 2) return { kind: 'brain', size, littleEndian: true };
  if (kind === 9 && (bits[0] & 0x0f) === 1 && size === 16) return { kind: 'variable-string', size };
  return { kind: 'other', size, name: classes[kind] ?? `class ${kind}` };
}

/** Where values lie. */
export function readLayout(reader: ByteReader): Layout {
  const version = reader.u8();
  if (version === 3 || version === 4) {
    const kind = reader.u8();
    if (kind === 0) {
      const size = reader.u16();
      return { kind: 'compact', address: reader.skip(size), size };
    }
    if (kind === 1) return { kind: 'contiguous', address: reader.address(), size: reader.size() };
    if (kind === 2 && version === 3) {
      const rank = reader.u8();
      if (rank < 1 || rank > MAX_RANK + 1) throw corrupt('a chunk has no shape');
      const address = reader.address();
      const sizes = Array.from({ length: rank }, () => reader.u32());
      return { kind: 'chunked', address, chunk: sizes.slice(0, -1), elementSize: sizes[rank - 1]! };
    }
    throw unsupported(kind === 2 ? 'chunks of the newer format (libver="latest")' : 'a virtual dataset');
  }
  if (version !== 1 && version !== 2) throw corrupt('a layout makes no sense');
  throw unsupported('a layout older than HDF5 1.6');
}

/** The filters that chunks went through, in order. */
export function readFilters(reader: ByteReader): number[] {
  const version = reader.u8();
  const count = reader.u8();
  if ((version !== 1 && version !== 2) || count > MAX_RANK) throw corrupt('a list of filters makes no sense');
  if (version === 1) reader.skip(6);
  return Array.from({ length: count }, () => {
    const id = reader.u16();
    const nameLength = version === 1 || id >= 256 ? reader.u16() : 0;
    reader.skip(2);
    const values = reader.u16();
    reader.skip(version === 1 ? Math.ceil(nameLength / 8) * 8 : nameLength);
    reader.skip(4 * (version === 1 && values % 2 === 1 ? values + 1 : values));
    return id;
  });
}
