/** Length in bytes of the ID3v2 tag that begins with these bytes, its header included; 0 where none does. */
export function id3Length(bytes: Uint8Array): number {
  if (bytes.length < 10 || bytes[0] !== 0x49 || bytes[1] !== 0x44 || bytes[2] !== 0x33) return 0;
  // Four times seven bits, and a footer as long as the header where a flag says so.
  const size = bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0);
  return 10 + size + (bytes[5]! & 0x10 ? 10 : 0);
}
