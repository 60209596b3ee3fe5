/** Bytes of the longest head of a frame. Source: RFC 9639, section 9.1. */
const headBytes = 16;

/**
 * Bytes in front of what may be the head of a frame that ends behind these bytes, else all of them; never none. The parser of
 * `@audio/decode-flac` takes two frames for one where a head lies in two pieces, and loses the last frame of the file then.
 */
export function beforeFrameHead(bytes: Uint8Array): number {
  for (let at = Math.max(1, bytes.length - headBytes); at < bytes.length; at++) {
    if (bytes[at] === 0xff && (at + 1 === bytes.length || (bytes[at + 1]! & 0xfe) === 0xf8)) return at;
  }
  return bytes.length;
}
