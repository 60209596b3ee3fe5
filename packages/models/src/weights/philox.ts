// In a vm, as under Jest, a global is found slowly: decision 0139.
const imul = Math.imul;
const floor = Math.floor;

/** High 32 bits of the 64-bit product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  // Each sum of a 32-bit product and a carry stays below 2³².
  const middle = (imul(aHigh, bLow) + (imul(aLow, bLow) >>> 16)) >>> 0;
  const cross = (imul(aLow, bHigh) + (middle & 0xffff)) >>> 0;
  return (imul(aHigh, bHigh) + (middle >>> 16) + (cross >>> 16)) >>> 0;
}

/**
 * Fills `out` with the random words of Philox4x32-10: word `i` depends on the seed, the stream and `i` alone.
 *
 * Only integer arithmetic, so the words are the same on every engine; NumPy can mirror them for whole arrays at once.
 * Source: Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (2011).
 *
 * @param out - Receives the words `start … start + out.length - 1` of the stream; `start` is a multiple of 4.
 * @param seed - Whole number from 0 to 2⁵³ − 1, the key.
 * @param stream - Whole number from 0 to 2³² − 1: streams of one seed are independent.
 */
export function fillPhilox(out: Uint32Array, seed: number, stream: number, start = 0): void {
  const seedLow = seed >>> 0;
  const seedHigh = floor(seed / 0x1_0000_0000) >>> 0;
  for (let i = 0; i < out.length; i += 4) {
    const block = (start + i) / 4;
    let c0 = block >>> 0;
    let c1 = floor(block / 0x1_0000_0000) >>> 0;
    let c2 = stream >>> 0;
    let c3 = 0;
    let k0 = seedLow;
    let k1 = seedHigh;
    for (let round = 0; round < 10; round++) {
      const high0 = multiplyHigh(0xd2511f53, c0);
      const low0 = imul(0xd2511f53, c0);
      const high1 = multiplyHigh(0xcd9e8d57, c2);
      const low1 = imul(0xcd9e8d57, c2);
      c0 = (high1 ^ c1 ^ k0) >>> 0;
      c1 = low1 >>> 0;
      c2 = (high0 ^ c3 ^ k1) >>> 0;
      c3 = low0 >>> 0;
      k0 = (k0 + 0x9e3779b9) >>> 0;
      k1 = (k1 + 0xbb67ae85) >>> 0;
    }
    // Writes beyond the end of a typed array are ignored: the last block may be cut.
    out[i] = c0;
    out[i + 1] = c1;
    out[i + 2] = c2;
    out[i + 3] = c3;
  }
}
