/** Bytes that are made when they are written, so that large ones are never all in memory at once. */
export interface LatePiece {
  /** Number of bytes. */
  readonly length: number;
  readonly make: () => Uint8Array;
}

/** Bytes that own their memory, as a Blob takes them. The name of the type with a parameter is one that TypeScript before 5.7 lacks. */
export type Bytes = ReturnType<Uint8ArrayConstructor['of']>;

/** Bytes of a message in pieces, so that a large tensor is copied once, at the end. */
export interface Message {
  readonly pieces: readonly (Uint8Array | LatePiece)[];
  readonly length: number;
}

/** A whole number in the variable-length coding: seven bits a byte, lowest first; below 0 in two's complement of 64 bits. */
function varint(value: number): number[] {
  if (value < 0) return negativeVarint(value);
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return bytes;
}

function negativeVarint(value: number): number[] {
  const bits = BigInt.asUintN(64, BigInt(value));
  return Array.from({ length: 10 }, (_, i) => Number((bits >> BigInt(7 * i)) & 0x7fn) | (i < 9 ? 0x80 : 0));
}

/** Joins fields into a message. */
export function message(...fields: readonly Message[]): Message {
  const pieces = fields.flatMap((field) => field.pieces);
  return { pieces, length: pieces.reduce((sum, piece) => sum + piece.length, 0) };
}

/** A field that holds a whole number: `int32`, `int64` or an enum. */
export function intField(number: number, value: number): Message {
  return bytesOf(Uint8Array.from([...varint(number * 8), ...varint(value)]));
}

/** A field that holds a 32-bit float. */
export function floatField(number: number, value: number): Message {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return bytesOf(Uint8Array.from([...varint(number * 8 + 5), ...bytes]));
}

/** A field that holds a 64-bit float. */
export function doubleField(number: number, value: number): Message {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return bytesOf(Uint8Array.from([...varint(number * 8 + 1), ...bytes]));
}

/** A field that holds a string, raw bytes or another message. */
export function field(number: number, value: string | Uint8Array | LatePiece | Message): Message {
  const content =
    typeof value === 'string' ? bytesOf(new TextEncoder().encode(value)) : 'pieces' in value ? value : bytesOf(value);
  return message(bytesOf(Uint8Array.from([...varint(number * 8 + 2), ...varint(content.length)])), content);
}

function bytesOf(bytes: Uint8Array | LatePiece): Message {
  return { pieces: [bytes], length: bytes.length };
}

/**
 * The bytes of a message.
 *
 * Source: "Protocol Buffers: Encoding" (wire types 0 varint, 1 fixed 64 bits, 2 length-delimited, 5 fixed 32 bits).
 */
export function encode({ pieces, length }: Message): Bytes {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set('make' in piece ? piece.make() : piece, offset);
    offset += piece.length;
  }
  return bytes;
}
