/** Bits of a key sorted by one pass: 2,048 counters stay in the first-level cache. */
const DIGIT = 11;
const MASK = (1 << DIGIT) - 1;

/**
 * Indices that sort numbers in ascending order; equal numbers (−0 and 0 are) keep their order.
 *
 * A radix sort of the numbers' bits, several times faster than sorting indices with a comparator. Numbers must not be NaN.
 * Reference: `numpy.argsort(kind='stable')`.
 */
export function argsort(values: Float64Array): Uint32Array {
  const n = values.length;
  const words = new Uint32Array(values.map((value) => value + 0).buffer);
  const [low, high] = IS_LITTLE_ENDIAN ? [0, 1] : [1, 0];
  const lowKeys = new Uint32Array(n);
  const highKeys = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const top = words[2 * i + high]!;
    // Bits of a double sort as whole numbers once the sign is flipped, and everything below it where it is negative.
    const flip = -(top >>> 31);
    lowKeys[i] = words[2 * i + low]! ^ flip;
    highKeys[i] = top ^ (flip | 0x80000000);
  }
  let order = new Uint32Array(n).map((_, i) => i);
  let spare = new Uint32Array(n);
  const counts = new Uint32Array(MASK + 1);
  for (const keys of [lowKeys, highKeys]) {
    for (let shift = 0; shift < 32; shift += DIGIT) {
      counts.fill(0);
      for (let i = 0; i < n; i++) counts[(keys[i]! >>> shift) & MASK]!++;
      if (n > 0 && counts[(keys[0]! >>> shift) & MASK] === n) continue;
      for (let digit = 0, start = 0; digit <= MASK; digit++) {
        const count = counts[digit]!;
        counts[digit] = start;
        start += count;
      }
      for (let i = 0; i < n; i++) {
        const item = order[i]!;
        spare[counts[(keys[item]! >>> shift) & MASK]!++] = item;
      }
      [order, spare] = [spare, order];
    }
  }
  return order;
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
