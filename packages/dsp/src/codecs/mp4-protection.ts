import type { ByteSource } from './codec.ts';

/** A table of contents longer than that is not looked through. */
const longest = 2 ** 24;
/** Sample entries of sound and pictures that a key protects. Source: ISO/IEC 14496-12, section 8.12; `drms` and `drmi` of iTunes. */
const protections: readonly string[] = ['enca', 'encv', 'drms', 'drmi'];

/** Whether an MP4 file says that its content is encrypted; `false` for other files. */
export async function isProtectedMp4(source: ByteSource): Promise<boolean> {
  for (let offset = 0, boxes = 0; offset + 8 <= source.size && boxes < 1000; boxes++) {
    const head = await source.read({ offset, length: 16 });
    if (head.length < 8) return false;
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    let size = view.getUint32(0);
    if (size === 1 && head.length === 16) size = Number(view.getBigUint64(8));
    if (size === 0) size = source.size - offset;
    if (size < 8) return false;
    if (text(head.subarray(4, 8)) === 'moov') {
      const contents = text(await source.read({ offset, length: Math.min(size, longest) }));
      // An entry stands behind its length, and the table of entries is named before it.
      const at = contents.indexOf('stsd');
      return at >= 0 && protections.some((name) => contents.indexOf(name, at) >= 0 && contents.includes('sinf', at));
    }
    offset += size;
  }
  return false;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
