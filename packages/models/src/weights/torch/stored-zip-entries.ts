import { ModelsError } from '../../errors.ts';

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

/**
 * The files of a ZIP archive that are stored as they are, as views into its bytes, by name. `torch.save` compresses none.
 *
 * Source: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16 and 4.5.3 (ZIP64).
 *
 * @throws ModelsError `invalid-file` when the archive is cut off, has a compressed file or points outside itself.
 */
export function storedZipEntries(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fail = (what: string): never => {
    throw new ModelsError('invalid-file', `Not a ZIP archive as torch.save writes it: ${what}.`);
  };
  const need = (from: number, length: number): void => {
    if (!(from >= 0 && from + length <= bytes.length)) fail('it is cut off, or points outside itself');
  };
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - LONGEST_END && view.getUint32(end, true) !== END) end--;
  if (end < 0 || view.getUint32(end, true) !== END)
    fail('it has no end record; a download that stopped early looks so');
  let count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === IN_EXTRA) {
    // The locator of the ZIP64 end record stands just before the end record.
    need(end - 20, 20);
    const end64 = Number(view.getBigUint64(end - 20 + 8, true));
    need(end64, 56);
    count = Number(view.getBigUint64(end64 + 32, true));
    at = Number(view.getBigUint64(end64 + 48, true));
  }
  if (count > MAX_ENTRIES) fail(`it names ${count} files`);
  const decoder = new TextDecoder();
  const entries = new Map<string, Uint8Array>();
  for (let i = 0; i < count; i++) {
    need(at, 46);
    if (view.getUint32(at, true) !== DIRECTORY) fail('its directory is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    need(at + 46, nameLength! + extraLength! + commentLength!);
    const name = decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength!));
    if (view.getUint16(at + 10, true) !== 0) fail(`"${name}" in it is compressed`);
    const wide = wideFields(view, at + 46 + nameLength!, extraLength!);
    const field = (offset: number): number => {
      const value = view.getUint32(at + offset, true);
      return value === IN_EXTRA ? (wide.shift() ?? fail(`"${name}" has no size`)) : value;
    };
    // In the order in which the extra part holds them: size, stored size, place.
    const size = field(24);
    field(20);
    const local = field(42);
    need(local, 30);
    if (view.getUint32(local, true) !== LOCAL) fail(`"${name}" is not where the directory says`);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    need(start, size);
    entries.set(name, bytes.subarray(start, start + size));
    at += 46 + nameLength! + extraLength! + commentLength!;
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
