import { ByteReader, corrupt, UNDEFINED, unsupported } from './byte-reader.ts';

/** A part of the file. */
export interface Extent {
  readonly start: number;
  readonly length: number;
}

/** A file with more members in one group is no weight file. */
const MAX_RECORDS = 100_000;
/** Deepest tree of records, and deepest nesting of a heap's blocks. */
const MAX_DEPTH = 16;

/**
 * The objects of a group or object with many members in the format of HDF5 1.8 and later (the default of HDF5 2): messages in
 * a fractal heap, which a second tree lists.
 *
 * @param idOffset Bytes of a record before the number of its object.
 */
export function denseObjects(bytes: Uint8Array, heap: number, tree: number, idOffset: number): Extent[] {
  const locate = heapOf(bytes, heap);
  return recordsOf(bytes, tree).map((record) => locate(record + idOffset));
}

/** Bytes that hold a number up to a limit. */
const encodedSize = (limit: number): number => Math.floor(Math.log2(Math.max(1, limit)) / 8) + 1;

/** Where the records of a tree (version 2) begin. */
function recordsOf(bytes: Uint8Array, address: number): number[] {
  const head = new ByteReader(bytes, address);
  head.signature('BTHD');
  head.skip(2);
  const [nodeSize, recordSize, depth] = [head.u32(), head.u16(), head.u16()];
  head.skip(2);
  const [root, rootCount] = [head.address(), head.u16()];
  const leafMost = Math.floor((nodeSize - 10) / recordSize);
  if (recordSize === 0 || leafMost < 1 || depth > MAX_DEPTH) throw corrupt('a tree of records makes no sense');
  if (root === UNDEFINED) return [];
  const countSize = encodedSize(leafMost);
  // Most records of a node, and of a tree, of each depth.
  const [most, total] = [[leafMost], [leafMost]];
  for (let level = 1; level <= depth; level++) {
    const pointer = 8 + countSize + (level > 1 ? encodedSize(total[level - 1]!) : 0);
    most[level] = Math.floor((nodeSize - 10 - pointer) / (recordSize + pointer));
    total[level] = (most[level]! + 1) * total[level - 1]! + most[level]!;
  }
  const records: number[] = [];
  const seen = new Set<number>();
  const visit = (at: number, count: number, level: number): void => {
    if (seen.has(at) || count > most[level]! || records.length > MAX_RECORDS)
      throw corrupt('a tree of records makes no sense');
    seen.add(at);
    const reader = new ByteReader(bytes, at);
    reader.signature(level === 0 ? 'BTLF' : 'BTIN');
    reader.skip(2);
    for (let i = 0; i < count; i++) records.push(reader.skip(recordSize));
    if (level === 0) return;
    for (let i = 0; i <= count; i++) {
      const [child, childCount] = [reader.address(), numberOf(bytes, reader, countSize)];
      if (level > 1) reader.skip(encodedSize(total[level - 1]!));
      visit(child, childCount, level - 1);
    }
  };
  visit(root, rootCount, depth);
  return records;
}

/** A little-endian number of any size up to 6 bytes. */
function numberOf(bytes: Uint8Array, reader: ByteReader, size: number): number {
  if (size > 6) throw corrupt('a number is too long');
  const start = reader.skip(size);
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[start + i]!;
  return value;
}

/** A function from the place of an object's number to the place of the object. */
function heapOf(bytes: Uint8Array, address: number): (idAt: number) => Extent {
  const head = new ByteReader(bytes, address);
  head.signature('FRHP');
  head.skip(1);
  const idLength = head.u16();
  const filters = head.u16();
  head.skip(1);
  const maxObject = head.u32();
  head.skip(12 * 8);
  const [width, startSize, maxDirect, heapBits] = [head.u16(), head.size(), head.size(), head.u16()];
  head.skip(2);
  const [root, rootRows] = [head.address(), head.u16()];
  if (filters > 0) throw unsupported('packed lists of members');
  if (width === 0 || startSize === 0 || maxDirect < startSize || heapBits > 48) throw corrupt('a heap makes no sense');
  const offsetSize = Math.ceil(heapBits / 8);
  const lengthSize = Math.min(Math.ceil(Math.log2(maxDirect) / 8), encodedSize(maxObject));
  const directRows = Math.round(Math.log2(maxDirect / startSize)) + 2;
  const rowSize = (row: number): number => (row === 0 ? startSize : startSize * 2 ** (row - 1));

  /** Where a place of the heap is in the file. */
  const find = (block: number, rows: number, offset: number, depth: number): number => {
    if (block === UNDEFINED || depth > MAX_DEPTH) throw corrupt('a heap has no such block');
    if (rows === 0) return block + offset;
    const entries = new ByteReader(bytes, block);
    entries.signature('FHIB');
    entries.skip(9 + offsetSize);
    let before = 0;
    for (let row = 0; row < rows; row++) {
      const size = rowSize(row);
      if (offset < before + size * width) {
        const column = Math.floor((offset - before) / size);
        entries.skip(8 * (row * width + column));
        const inside = offset - before - column * size;
        const childRows = row < directRows ? 0 : Math.round(Math.log2(size / (startSize * width))) + 1;
        return find(entries.address(), childRows, inside, depth + 1);
      }
      before += size * width;
    }
    throw corrupt('an object lies outside of its heap');
  };
  return (idAt) => {
    const id = new ByteReader(bytes, idAt, idLength);
    const kind = (id.u8() >> 4) & 3;
    if (kind === 2) throw unsupported('members inside of their numbers');
    if (kind !== 0) throw unsupported('attributes of more than 64 kB');
    const offset = numberOf(bytes, id, offsetSize);
    const length = numberOf(bytes, id, lengthSize);
    const start = find(root, rootRows, offset, 0);
    return { start: new ByteReader(bytes, start, length).position, length };
  };
}
