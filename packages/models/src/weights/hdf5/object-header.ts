import { ByteReader, corrupt } from './byte-reader.ts';

/** One message of an object's header. */
export interface Message {
  readonly type: number;
  /** Whether it stands elsewhere, shared with other objects. */
  readonly isShared: boolean;
  readonly start: number;
  readonly length: number;
}

/** What a message holds, by number. */
export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

/** More than any object of a weight file has: Keras splits long lists of names into pieces of 64 kB. */
const MAX_MESSAGES = 10_000;

/** All messages of the object at an address; those in continuations too, each block once. */
export function readObjectHeader(bytes: Uint8Array, address: number): Message[] {
  const isNew = bytes[address] === 0x4f && bytes[address + 1] === 0x48;
  return isNew ? readNew(bytes, address) : readOld(bytes, address);
}

function readOld(bytes: Uint8Array, address: number): Message[] {
  const head = new ByteReader(bytes, address);
  if (head.u8() !== 1) throw corrupt(`no object at ${address}`);
  head.skip(1);
  const count = head.u16();
  head.skip(4);
  const length = head.u32();
  head.skip(4);
  return collect(bytes, { start: head.position, length }, (reader, add) => {
    while (reader.left >= 8) {
      const [type, size, flags] = [reader.u16(), reader.u16(), reader.u8()];
      reader.skip(3);
      add(type, size, flags);
    }
  }).slice(0, count);
}

function readNew(bytes: Uint8Array, address: number): Message[] {
  const head = new ByteReader(bytes, address);
  head.signature('OHDR');
  if (head.u8() !== 2) throw corrupt(`no object at ${address}`);
  const flags = head.u8();
  head.skip((flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0));
  const length = head.sized(1 << (flags & 3));
  return collect(bytes, { start: head.position, length }, (reader, add, isFirst) => {
    if (!isFirst) reader.signature('OCHK');
    // A checksum ends a continuation; it does not count to the first block.
    const rest = isFirst ? 0 : 4;
    while (reader.left - rest >= (flags & 4 ? 6 : 4)) {
      const [type, size, own] = [reader.u8(), reader.u16(), reader.u8()];
      if (flags & 4) reader.skip(2);
      add(type, size, own);
    }
  });
}

type Block = { readonly start: number; readonly length: number };
type Add = (type: number, size: number, flags: number) => void;

function collect(
  bytes: Uint8Array,
  first: Block,
  walk: (reader: ByteReader, add: Add, isFirst: boolean) => void,
): Message[] {
  const messages: Message[] = [];
  const blocks: Block[] = [first];
  const seen = new Set<number>();
  for (let block = blocks.shift(); block; block = blocks.shift()) {
    if (seen.has(block.start)) throw corrupt('a header goes on where it has been');
    seen.add(block.start);
    const reader = new ByteReader(bytes, block.start, block.length);
    const add: Add = (type, size, flags) => {
      const start = reader.skip(size);
      if (messages.push({ type, isShared: (flags & 2) !== 0, start, length: size }) > MAX_MESSAGES) {
        throw corrupt('a header has too many messages');
      }
      if (type !== MESSAGE.continuation) return;
      const link = new ByteReader(bytes, start, size);
      blocks.push({ start: link.address(), length: link.size() });
    };
    walk(reader, add, block === first);
  }
  return messages;
}
