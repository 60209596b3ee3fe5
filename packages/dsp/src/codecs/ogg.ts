/** What the first page of an Ogg file holds, by how its first packet begins. Source: RFC 3533, RFC 7845, Vorbis I. */
export function oggContent(head: Uint8Array): 'opus' | 'vorbis' | undefined {
  const at = (offset: number, length: number): string => String.fromCharCode(...head.subarray(offset, offset + length));
  if (at(0, 4) !== 'OggS' || head.length < 28) return undefined;
  const packet = 27 + head[26]!;
  if (at(packet, 8) === 'OpusHead') return 'opus';
  if (at(packet + 1, 6) === 'vorbis') return 'vorbis';
  return undefined;
}
