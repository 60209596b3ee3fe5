import { ByteReader, corrupt, UNDEFINED } from './byte-reader.ts';
import { denseObjects } from './dense-storage.ts';
import { MESSAGE, type Message } from './object-header.ts';

/** A file with more nodes than this in one group is no weight file. */
const MAX_NODES = 100_000;
/** Names have no more bytes than this. */
const MAX_NAME = 4096;

/** Address of each member of a group, by name; nothing if the object is no group. */
export function readLinks(bytes: Uint8Array, messages: readonly Message[]): Map<string, number> | undefined {
  const links = new Map<string, number>();
  let isGroup = false;
  for (const { type, start, length } of messages) {
    const reader = new ByteReader(bytes, start, length);
    if (type === MESSAGE.symbolTable) {
      isGroup = true;
      const tree = reader.address();
      readTable(bytes, tree, readHeap(bytes, reader.address()), links);
    } else if (type === MESSAGE.link) {
      isGroup = true;
      readLink(bytes, reader, links);
    } else if (type === MESSAGE.linkInfo) {
      isGroup = true;
      reader.skip(1);
      if (reader.u8() & 1) reader.skip(8);
      const [heap, tree] = [reader.address(), reader.address()];
      if (heap === UNDEFINED) continue;
      // A record holds a hash of the name, then the number of the link.
      for (const extent of denseObjects(bytes, heap, tree, 4)) {
        readLink(bytes, new ByteReader(bytes, extent.start, extent.length), links);
      }
    }
  }
  return isGroup ? links : undefined;
}

/** The names of a group: offset and length in the file. */
function readHeap(bytes: Uint8Array, address: number): { start: number; length: number } {
  const reader = new ByteReader(bytes, address);
  reader.signature('HEAP');
  reader.skip(4);
  const length = reader.size();
  reader.skip(8);
  const start = reader.address();
  return { start: new ByteReader(bytes, start, length).position, length };
}

function readTable(
  bytes: Uint8Array,
  root: number,
  heap: { readonly start: number; readonly length: number },
  links: Map<string, number>,
): void {
  for (const leaf of leaves(bytes, root)) {
    const reader = new ByteReader(bytes, leaf);
    reader.signature('SNOD');
    reader.skip(2);
    const count = reader.u16();
    for (let i = 0; i < count; i++) {
      const [nameAt, object, cache] = [reader.size(), reader.address(), reader.u32()];
      reader.skip(20);
      // A link by name, to somewhere else, is no weight.
      if (cache === 2) continue;
      if (nameAt >= heap.length) throw corrupt('a name lies outside of its heap');
      const name = textAt(bytes, heap.start + nameAt, Math.min(MAX_NAME, heap.length - nameAt));
      if (links.has(name)) throw corrupt(`a group has "${name.slice(0, 60)}" twice`);
      links.set(name, object);
    }
  }
}

/** Addresses of the leaves of a tree of names, each node visited once. */
function* leaves(bytes: Uint8Array, root: number): Generator<number> {
  const waiting = [{ address: root, level: UNDEFINED }];
  const seen = new Set<number>();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node.address) || seen.size > MAX_NODES) throw corrupt('a tree of names goes round in circles');
    seen.add(node.address);
    if (node.level === 0) {
      yield node.address;
      continue;
    }
    const reader = new ByteReader(bytes, node.address);
    reader.signature('TREE');
    const [type, level, count] = [reader.u8(), reader.u8(), reader.u16()];
    if (type !== 0 || (node.level !== UNDEFINED && level !== node.level - 1))
      throw corrupt('a tree of names makes no sense');
    reader.skip(16);
    // A node of level 0 has leaves below it.
    const children: { address: number; level: number }[] = [];
    for (let i = 0; i < count; i++) {
      reader.skip(8);
      children.push({ address: reader.address(), level });
    }
    waiting.push(...children.reverse());
  }
}

/** One link of a group of the newer format. */
function readLink(bytes: Uint8Array, reader: ByteReader, links: Map<string, number>): void {
  if (reader.u8() !== 1) throw corrupt('a link makes no sense');
  const flags = reader.u8();
  const kind = flags & 8 ? reader.u8() : 0;
  reader.skip((flags & 4 ? 8 : 0) + (flags & 0x10 ? 1 : 0));
  const length = reader.sized(1 << (flags & 3));
  const start = reader.skip(length);
  if (kind === 0) links.set(textAt(bytes, start, length), reader.address());
}

/** UTF-8 up to the first zero. */
export function textAt(bytes: Uint8Array, start: number, length: number): string {
  const end = bytes.subarray(start, start + length).indexOf(0);
  return new TextDecoder().decode(bytes.subarray(start, start + (end < 0 ? length : end)));
}
