import { FLOAT_TYPES } from '../float-types.ts';
import { ByteReader, corrupt, UNDEFINED, unsupported } from './byte-reader.ts';
import { type Datatype, type Layout, readDataspace, readDatatype, readFilters, readLayout } from './messages.ts';
import { MESSAGE, type Message } from './object-header.ts';

/** A dataset whose values are not read yet. */
export interface Dataset {
  readonly shape: readonly number[];
  readonly type: Datatype;
  readonly layout: Layout;
  /** Numbers of the filters of its chunks. */
  readonly filters: readonly number[];
}

/** Deflate makes no byte of input into more than this many of output. */
const MOST_PACKED = 1032;
/** Largest chunk, in bytes unpacked; HDF5's own caches hold 1 MiB. */
const MAX_CHUNK = 1 << 28;

const filterNames: Readonly<Record<number, string>> = {
  4: 'szip',
  5: 'nbit',
  6: 'scale-offset',
  32000: 'LZF',
  32001: 'Blosc',
  32004: 'LZ4',
  32008: 'bitshuffle',
  32015: 'Zstandard',
};
const DEFLATE = 1;
const SHUFFLE = 2;
const FLETCHER32 = 3;

/** The dataset that an object is; nothing if it is none. */
export function datasetOf(bytes: Uint8Array, messages: readonly Message[]): Dataset | undefined {
  const find = <T>(type: number, read: (reader: ByteReader) => T): T | undefined => {
    const message = messages.find((one) => one.type === type);
    if (!message) return undefined;
    if (message.isShared) throw unsupported('shared types');
    return read(new ByteReader(bytes, message.start, message.length));
  };
  const layout = find(MESSAGE.layout, readLayout);
  if (!layout) return undefined;
  const [shape, type] = [find(MESSAGE.dataspace, readDataspace), find(MESSAGE.datatype, readDatatype)];
  if (!shape || !type) throw corrupt('a dataset has no type or no shape');
  return { shape, type, layout, filters: find(MESSAGE.filters, readFilters) ?? [] };
}

/** Whether {@link readFloats} gives the values: those of floats, and a single whole number, as `Normalization` counts by. */
export function isNumeric({ shape, type }: Dataset): boolean {
  if (type.kind === 'integer') return shape.length === 0 && (type.size === 4 || type.size === 8);
  return type.kind === 'float' || type.kind === 'half' || type.kind === 'brain';
}

/**
 * The values of a dataset of numbers, as float32.
 *
 * Nothing is asked of memory before it is known that the bytes in the file can hold that much.
 */
export async function readFloats(bytes: Uint8Array, dataset: Dataset): Promise<Float32Array> {
  const { shape, type, layout } = dataset;
  if (!isNumeric(dataset)) throw corrupt('values are no floats');
  const size = shape.reduce((product, length) => product * length, type.size);
  if (layout.kind === 'chunked') return toFloat32(await readChunks(bytes, dataset, layout, size), type);
  if (dataset.filters.length > 0) throw corrupt('filters without chunks');
  if (size === 0) return new Float32Array(0);
  if (layout.address === UNDEFINED || layout.size !== size) throw corrupt('a dataset has another size than its shape');
  const { position } = new ByteReader(bytes, layout.address, size);
  // A copy: aligned, and whatever becomes of the file's bytes.
  return toFloat32(Uint8Array.prototype.slice.call(bytes, position, position + size), type);
}

function toFloat32(data: Uint8Array, type: Datatype): Float32Array {
  const { kind, size } = type;
  const littleEndian = 'littleEndian' in type && type.littleEndian;
  if (kind === 'float' && size === 4 && littleEndian && isLittleEndian)
    return new Float32Array(data.buffer, data.byteOffset, data.length / 4);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (kind === 'half' || kind === 'brain') {
    if (!littleEndian) for (let i = 0; i < data.length; i += 2) view.setUint16(i, view.getUint16(i), true);
    return FLOAT_TYPES.get(kind === 'half' ? 'F16' : 'BF16')!.read(data);
  }
  const read = (i: number): number => {
    if (kind === 'float')
      return size === 4 ? view.getFloat32(4 * i, littleEndian) : view.getFloat64(8 * i, littleEndian);
    if (kind === 'integer' && type.isSigned)
      return size === 4 ? view.getInt32(4 * i, littleEndian) : Number(view.getBigInt64(8 * i, littleEndian));
    return size === 4 ? view.getUint32(4 * i, littleEndian) : Number(view.getBigUint64(8 * i, littleEndian));
  };
  return Float32Array.from({ length: data.length / size }, (_, i) => read(i));
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

interface Chunk {
  readonly start: number;
  readonly length: number;
  /** Bit n: filter n was left out. */
  readonly skipped: number;
  /** First element in each dimension. */
  readonly offset: readonly number[];
}

async function readChunks(
  bytes: Uint8Array,
  { shape, type, filters }: Dataset,
  { address, chunk, elementSize }: Layout & { kind: 'chunked' },
  size: number,
): Promise<Uint8Array> {
  for (const id of filters) {
    if (![DEFLATE, SHUFFLE, FLETCHER32].includes(id)) throw unsupported(`the filter ${filterNames[id] ?? id}`);
  }
  if (chunk.length !== shape.length || elementSize !== type.size || chunk.some((length) => length === 0)) {
    throw corrupt('a chunk has another shape than its dataset');
  }
  if (size === 0) return new Uint8Array(0);
  const chunkSize = chunk.reduce((product, length) => product * length, elementSize);
  if (chunkSize > MAX_CHUNK) throw unsupported(`chunks of more than ${MAX_CHUNK / 2 ** 20} MiB`);
  const expected = shape.reduce((product, length, i) => product * Math.ceil(length / chunk[i]!), 1);
  const chunks = chunksOf(bytes, address, shape, chunk, expected);
  const packed = chunks.reduce((sum, { length }) => sum + length, 0);
  // Chunks that lie on one another, or unfold to more than deflate can pack, are a trap.
  if (packed > bytes.length || expected * chunkSize > MOST_PACKED * packed + chunkSize) {
    throw corrupt('its chunks cannot hold what they claim');
  }
  const data = new Uint8Array(size);
  for (const one of chunks)
    place(data, shape, await unpack(bytes, one, filters, elementSize, chunkSize), chunk, one.offset, elementSize);
  return data;
}

/** The chunks of a dataset, each once, all there. */
function chunksOf(
  bytes: Uint8Array,
  root: number,
  shape: readonly number[],
  chunk: readonly number[],
  expected: number,
): Chunk[] {
  const chunks = new Map<string, Chunk>();
  const seen = new Set<number>();
  const waiting = root === UNDEFINED ? [] : [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) throw corrupt('a tree of chunks goes round in circles');
    seen.add(node);
    const reader = new ByteReader(bytes, node);
    reader.signature('TREE');
    const [type, level, count] = [reader.u8(), reader.u8(), reader.u16()];
    if (type !== 1) throw corrupt('a tree of chunks makes no sense');
    reader.skip(16);
    for (let i = 0; i < count; i++) {
      const [length, skipped] = [reader.u32(), reader.u32()];
      const offset = shape.map(() => reader.size());
      reader.skip(8);
      const child = reader.address();
      if (level > 0) {
        waiting.push(child);
        continue;
      }
      if (offset.some((at, axis) => at % chunk[axis]! !== 0 || at >= shape[axis]!))
        throw corrupt('a chunk lies outside');
      chunks.set(offset.join(), { start: new ByteReader(bytes, child, length).position, length, skipped, offset });
      if (chunks.size > expected) throw corrupt('it has too many chunks');
    }
  }
  if (chunks.size !== expected) throw corrupt(`${expected - chunks.size} of ${expected} chunks are missing`);
  return [...chunks.values()];
}

/** Undoes the filters of one chunk. */
async function unpack(
  bytes: Uint8Array,
  { start, length, skipped }: Chunk,
  filters: readonly number[],
  elementSize: number,
  chunkSize: number,
): Promise<Uint8Array> {
  let data: Uint8Array = bytes.subarray(start, start + length);
  for (const [i, id] of [...filters.entries()].reverse()) {
    if (skipped & (1 << i)) continue;
    if (id === FLETCHER32) data = data.subarray(0, Math.max(0, data.length - 4));
    else if (id === SHUFFLE) data = unshuffle(data, elementSize);
    else data = await inflate(data, chunkSize + 4);
  }
  if (data.length !== chunkSize) throw corrupt('a chunk has another length than its shape');
  return data;
}

/** Undoes zlib's packing, and stops where more comes than may. */
async function inflate(data: Uint8Array, most: number): Promise<Uint8Array> {
  const stream = new Blob([data as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > most) throw corrupt('a chunk unfolds to more than it may');
      pieces.push(value);
    }
  } catch (cause) {
    await reader.cancel().catch(() => {});
    throw (cause as Error).name === 'ModelsError' ? cause : corrupt('a chunk cannot be unpacked');
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Brings the bytes of each element together, which were stored first bytes first. */
function unshuffle(data: Uint8Array, elementSize: number): Uint8Array {
  const count = Math.floor(data.length / elementSize);
  const whole = data.slice();
  for (let byte = 0; byte < elementSize; byte++) {
    for (let i = 0; i < count; i++) whole[i * elementSize + byte] = data[byte * count + i]!;
  }
  return whole;
}

/** Copies the rows of a chunk to where they belong; what hangs over the edge is dropped. */
function place(
  data: Uint8Array,
  shape: readonly number[],
  values: Uint8Array,
  chunk: readonly number[],
  offset: readonly number[],
  elementSize: number,
): void {
  const last = shape.length - 1;
  const rows = chunk.slice(0, -1).reduce((product, length) => product * length, 1);
  const width = Math.min(chunk[last]!, shape[last]! - offset[last]!) * elementSize;
  const index = new Array<number>(last).fill(0);
  for (let row = 0; row < rows; row++) {
    let at = 0;
    let inside = true;
    for (let axis = 0; axis < last; axis++) {
      const position = offset[axis]! + index[axis]!;
      inside &&= position < shape[axis]!;
      at = at * shape[axis]! + position;
    }
    const from = row * chunk[last]! * elementSize;
    if (inside) data.set(values.subarray(from, from + width), (at * shape[last]! + offset[last]!) * elementSize);
    for (let axis = last - 1; axis >= 0; axis--) {
      if (++index[axis]! < chunk[axis]!) break;
      index[axis] = 0;
    }
  }
}
