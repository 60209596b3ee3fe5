/** How numbers of one type are read. */
export interface FloatType {
  /** Bytes of one number. */
  readonly bytes: number;
  /** Little-endian bytes → float32; a view of the same memory where nothing has to change. */
  read(bytes: Uint8Array): Float32Array;
}

/** IEEE 754 binary16 → the same number. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** All 65,536 halves, made when the first one is read: a table is four times as fast as the arithmetic. */
let halves: Float32Array | undefined;

function readHalf(bytes: Uint8Array): Float32Array {
  halves ??= Float32Array.from({ length: 0x10000 }, (_, bits) => halfToNumber(bits));
  const table = halves;
  const data = new Float32Array(bytes.length / 2);
  for (let i = 0; i < data.length; i++) data[i] = table[bytes[2 * i]! | (bytes[2 * i + 1]! << 8)]!;
  return data;
}

/** bfloat16 is the upper half of float32. */
function readBrain(bytes: Uint8Array): Float32Array {
  const words = new Uint32Array(bytes.length / 2);
  for (let i = 0; i < words.length; i++) words[i] = ((bytes[2 * i]! << 16) | (bytes[2 * i + 1]! << 24)) >>> 0;
  return new Float32Array(words.buffer);
}

function readFloat(bytes: Uint8Array): Float32Array {
  if (bytes.byteOffset % 4 === 0) return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  // `slice` of a Node Buffer would not copy.
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/** The types of numbers that weights come in, by the names of safetensors. */
export const FLOAT_TYPES: ReadonlyMap<string, FloatType> = new Map([
  ['F32', { bytes: 4, read: readFloat }],
  ['F16', { bytes: 2, read: readHalf }],
  ['BF16', { bytes: 2, read: readBrain }],
]);
