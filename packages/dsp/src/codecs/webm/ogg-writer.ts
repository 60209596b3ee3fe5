/** Source: RFC 3533, section 6; the polynomial 0x04c11db7, most significant bit first. */
const table: Uint32Array = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i << 24;
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

/** What a page says of itself. */
export interface OggPage {
  /** Number of the page, from 0. */
  readonly sequence: number;
  /** Samples at its end, at 48 kHz. */
  readonly granule: number;
  readonly isLast: boolean;
}

/** One packet, shorter than 65,025 bytes, as a page of an Ogg stream. */
export function oggPage(packet: Uint8Array, { sequence, granule, isLast }: OggPage): Uint8Array {
  const segments = Math.floor(packet.length / 255) + 1;
  const page = new Uint8Array(27 + segments + packet.length);
  const view = new DataView(page.buffer);
  page.set([0x4f, 0x67, 0x67, 0x53, 0, (sequence === 0 ? 2 : 0) | (isLast ? 4 : 0)]);
  view.setBigInt64(6, BigInt(granule), true);
  view.setUint32(14, 1, true);
  view.setUint32(18, sequence, true);
  page[26] = segments;
  page.fill(255, 27, 27 + segments);
  page[26 + segments] = packet.length % 255;
  page.set(packet, 27 + segments);
  let sum = 0;
  for (const byte of page) sum = (sum << 8) ^ table[(sum >>> 24) ^ byte]!;
  view.setUint32(22, sum >>> 0, true);
  return page;
}
