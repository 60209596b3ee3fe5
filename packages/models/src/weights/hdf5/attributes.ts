import { ByteReader, corrupt, UNDEFINED, unsupported } from './byte-reader.ts';
import { denseObjects, type Extent } from './dense-storage.ts';
import { textAt } from './links.ts';
import { type Datatype, readDataspace, readDatatype } from './messages.ts';
import { MESSAGE, type Message } from './object-header.ts';

/** A list that claims more names is no list of layers: the deepest network here has 565. */
const MAX_NAMES = 100_000;
/** What all texts of a file may still take, in bytes: the same text may be named many times. */
export interface TextBudget {
  left: number;
}

/** An attribute: its shape, and its texts where it has any. */
export interface Attribute {
  readonly shape: readonly number[];
  /** The texts, in order; undefined where its values are none. */
  readonly texts: readonly string[] | undefined;
}

/** The attributes of an object, read when they are asked for. */
export function attributesOf(
  bytes: Uint8Array,
  messages: readonly Message[],
  budget: TextBudget,
): (name: string) => Attribute | undefined {
  let places: Map<string, Place> | undefined;
  return (name) => {
    places ??= placesOf(bytes, messages);
    const place = places.get(name);
    return place && readAttribute(bytes, place, budget);
  };
}

interface Place {
  readonly type: Datatype;
  readonly shape: readonly number[];
  readonly start: number;
  readonly length: number;
}

function placesOf(bytes: Uint8Array, messages: readonly Message[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { type, isShared, start, length } of messages) {
    if (type === MESSAGE.attribute) {
      if (isShared) throw unsupported('shared attributes');
      addPlace(bytes, { start, length }, places);
    } else if (type === MESSAGE.attributeInfo) {
      const reader = new ByteReader(bytes, start, length);
      reader.skip(1);
      if (reader.u8() & 1) reader.skip(2);
      const [heap, tree] = [reader.address(), reader.address()];
      if (heap !== UNDEFINED) for (const one of denseObjects(bytes, heap, tree, 0)) addPlace(bytes, one, places);
    }
  }
  return places;
}

function addPlace(bytes: Uint8Array, { start, length }: Extent, places: Map<string, Place>): void {
  const reader = new ByteReader(bytes, start, length);
  const version = reader.u8();
  if (version < 1 || version > 3) throw corrupt('an attribute makes no sense');
  const flags = reader.u8();
  const [nameLength, typeLength, spaceLength] = [reader.u16(), reader.u16(), reader.u16()];
  if (version === 3) reader.skip(1);
  const padded = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const nameAt = reader.skip(padded(nameLength));
  const typeAt = reader.skip(padded(typeLength));
  const spaceAt = reader.skip(padded(spaceLength));
  // A type or shape that stands elsewhere.
  if (version > 1 && flags !== 0) return;
  const datatype = readDatatype(new ByteReader(bytes, typeAt, typeLength));
  const shape = readDataspace(new ByteReader(bytes, spaceAt, spaceLength));
  places.set(textAt(bytes, nameAt, nameLength), { type: datatype, shape, start: reader.position, length: reader.left });
}

function readAttribute(bytes: Uint8Array, { type, shape, start, length }: Place, budget: TextBudget): Attribute {
  if (type.kind !== 'string' && type.kind !== 'variable-string') return { shape, texts: undefined };
  const count = shape.reduce((product, size) => product * size, 1);
  if (!(count <= MAX_NAMES)) throw corrupt(`an attribute has ${count} names, more than ${MAX_NAMES}`);
  const reader = new ByteReader(bytes, start, length);
  const { size } = type;
  if (type.kind === 'string') {
    return { shape, texts: Array.from({ length: count }, () => textAt(bytes, reader.skip(size), size)) };
  }
  const heaps = new Map<number, Map<number, Extent>>();
  const texts = Array.from({ length: count }, () => {
    const [bytesOfText, address, index] = [reader.u32(), reader.address(), reader.u32()];
    if (address === UNDEFINED || address === 0 || bytesOfText === 0) return '';
    const heap = heaps.get(address) ?? readHeap(bytes, address);
    heaps.set(address, heap);
    const extent = heap.get(index);
    budget.left -= bytesOfText;
    if (!extent || bytesOfText > extent.length || budget.left < 0) throw corrupt('a text is not where it should be');
    return textAt(bytes, extent.start, bytesOfText);
  });
  return { shape, texts };
}

/** The objects of a global heap by number; read once for all texts in it. */
function readHeap(bytes: Uint8Array, address: number): Map<number, Extent> {
  const head = new ByteReader(bytes, address);
  head.signature('GCOL');
  head.skip(4);
  const size = head.size();
  const reader = new ByteReader(bytes, address, size);
  reader.skip(16);
  const objects = new Map<number, Extent>();
  while (reader.left >= 16) {
    const index = reader.u16();
    reader.skip(6);
    const length = reader.size();
    // The free space at the end has number 0.
    if (index === 0) break;
    objects.set(index, { start: reader.skip(length), length });
    reader.skip(Math.min(reader.left, (8 - (length % 8)) % 8));
  }
  return objects;
}
