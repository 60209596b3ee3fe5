/** Numbers that break arithmetic: around powers of two, all ones, and what people forget. */
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];
const WORDS = [
  '0',
  '-1',
  '1e309',
  '9007199254740993',
  'null',
  '[]',
  '{}',
  '"__proto__"',
  '../../x',
  '\u0000',
  '\ufeff',
];

/** A generator of whole numbers below a limit: a 32-bit counter and a mixer, the same on every machine. */
export function randomOf(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit;
  };
}

/** Which of so many good files {@link mutate} begins from. */
export function originOf(seeds: number, seed: number): number {
  return randomOf(seed)(seeds);
}

/**
 * A file with one to four changes: a bit, a byte, a number, a word, a part removed, doubled, moved, cut off, or taken from
 * another file.
 */
export function mutate(seeds: readonly Uint8Array[], seed: number): Uint8Array {
  const random = randomOf(seed);
  let bytes = Uint8Array.from(seeds[random(seeds.length)]!);
  const other = seeds[random(seeds.length)]!;
  for (let change = 1 + random(4); change > 0; change--) bytes = changed(bytes, other, random);
  return bytes;
}

function changed(bytes: Uint8Array, other: Uint8Array, random: (limit: number) => number): Uint8Array<ArrayBuffer> {
  const whole = Uint8Array.from(bytes);
  if (whole.length === 0) return whole;
  // Headers are where structure is: every second change is in the first kilobyte.
  const at = random(random(2) === 0 ? Math.min(1024, whole.length) : whole.length);
  const length = 1 + random(random(2) === 0 ? 8 : 256);
  const join = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat(parts));
  switch (random(9)) {
    case 0:
    case 1:
      whole[at]! ^= 1 << random(8);
      return whole;
    case 2:
      whole[at] = random(256);
      return whole;
    case 3: {
      const view = new DataView(new ArrayBuffer(8));
      const isLittle = random(2) === 0;
      view.setUint32(0, NUMBERS[random(NUMBERS.length)]!, isLittle);
      view.setUint32(4, random(2) === 0 ? 0 : 0xffff_ffff, isLittle);
      whole.set(new Uint8Array(view.buffer).subarray(0, Math.min([1, 2, 4, 8][random(4)]!, whole.length - at)), at);
      return whole;
    }
    case 4:
      return join(whole.subarray(0, at), Buffer.from(WORDS[random(WORDS.length)]!), whole.subarray(at + random(6)));
    case 5:
      return join(whole.subarray(0, at), whole.subarray(at + length));
    case 6:
      return join(whole.subarray(0, at + length), whole.subarray(at));
    case 7:
      return whole.slice(0, at);
    default: {
      const from = random(Math.max(1, other.length));
      return join(whole.subarray(0, at), other.subarray(from, from + length), whole.subarray(at + length));
    }
  }
}
