import { ModelsError } from '../../errors.ts';
import type { ByteSource } from '../byte-source.ts';

/** Signatures of the three records that are read. */
const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record and the longest comment behind it. */
const LONGEST_END = 22 + 0xffff;
/** Where a record holds this, the field of 64 bits in its extra part counts. */
const IN_EXTRA = 0xffffffff;
/** More than any checkpoint of today has. */
const MAX_ENTRIES = 100_000;
/** In bytes; a kilobyte for each of them. */
const LONGEST_DIRECTORY = 1000 * MAX_ENTRIES;

/** Where a stored file stands in its archive, in bytes. */
export interface StoredEntry {
  readonly begin: number;
  readonly end: number;
}

/**
 * The places of the files of a ZIP archive that are stored as they are, by name. `torch.save` compresses none.
 *
 * Source: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16 and 4.5.3 (ZIP64).
 *
 * @throws ModelsError `invalid-file` when the archive is cut off, has a compressed file or points outside itself.
 */
export function storedZipEntries(source: ByteSource): Map<string, StoredEntry> {
  const fail = (what: string): never => {
    throw new ModelsError('invalid-file', `Not a ZIP archive as torch.save writes it: ${what}.`);
  };
  /** Some bytes of the archive, which must lie inside it. */
  const part = (from: number, length: number): DataView => {
    if (!(from >= 0 && length >= 0 && from + length <= source.length)) fail('it is cut off, or points outside itself');
    const { buffer, byteOffset } = source.read(from, from + length);
    return new DataView(buffer, byteOffset, length);
  };
  const tail = part(Math.max(0, source.length - LONGEST_END), Math.min(source.length, LONGEST_END));
  let last = tail.byteLength - 22;
  while (last >= 0 && tail.getUint32(last, true) !== END) last--;
  if (last < 0) fail('it has no end record; a download that stopped early looks so');
  const end = source.length - tail.byteLength + last;
  let count = tail.getUint16(last + 10, true);
  let at = tail.getUint32(last + 16, true);
  if (count === 0xffff || at === IN_EXTRA) {
    // The locator of the ZIP64 end record stands just before the end record.
    const record = part(Number(part(end - 20, 20).getBigUint64(8, true)), 56);
    count = Number(record.getBigUint64(32, true));
    at = Number(record.getBigUint64(48, true));
  }
  if (count > MAX_ENTRIES) fail(`it names ${count} files`);
  const decoder = new TextDecoder();
  const entries = new Map<string, StoredEntry>();
  // The directory stands before the end record; it is read at once, the heads of the files one by one.
  if (end - at > LONGEST_DIRECTORY) fail('its directory is damaged');
  const directory = part(at, end - at);
  const need = (from: number, length: number): void => {
    if (from + length > directory.byteLength) fail('it is cut off, or points outside itself');
  };
  for (let i = 0, row = 0; i < count; i++) {
    need(row, 46);
    if (directory.getUint32(row, true) !== DIRECTORY) fail('its directory is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      directory.getUint16(row + field, true),
    );
    need(row + 46, nameLength! + extraLength! + commentLength!);
    const name = decoder.decode(new Uint8Array(directory.buffer, directory.byteOffset + row + 46, nameLength!));
    if (directory.getUint16(row + 10, true) !== 0) fail(`"${name}" in it is compressed`);
    const wide = wideFields(directory, row + 46 + nameLength!, extraLength!);
    const field = (offset: number): number => {
      const value = directory.getUint32(row + offset, true);
      return value === IN_EXTRA ? (wide.shift() ?? fail(`"${name}" has no size`)) : value;
    };
    // In the order in which the extra part holds them: size, stored size, place.
    const size = field(24);
    field(20);
    const local = field(42);
    const head = part(local, 30);
    if (head.getUint32(0, true) !== LOCAL) fail(`"${name}" is not where the directory says`);
    const begin = local + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    if (!(begin + size <= source.length)) fail('it is cut off, or points outside itself');
    entries.set(name, { begin, end: begin + size });
    row += 46 + nameLength! + extraLength! + commentLength!;
  }
  return entries;
}

/** The 64-bit fields of a directory record's extra part. */
function wideFields(view: DataView, start: number, length: number): number[] {
  for (let at = start; at + 4 <= start + length; ) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      const fields: number[] = [];
      for (let i = 0; i + 8 <= Math.min(size, start + length - at - 4); i += 8) {
        fields.push(Number(view.getBigUint64(at + 4 + i, true)));
      }
      return fields;
    }
    at += 4 + size;
  }
  return [];
}
