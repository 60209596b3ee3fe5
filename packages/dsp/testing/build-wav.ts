/** A chunk of a RIFF file; odd bodies get their pad byte unless told otherwise. */
export function chunk(
  id: string,
  body: Uint8Array | readonly number[],
  { pad = true, size = body.length } = {},
): number[] {
  const bytes = [...Buffer.from(id, 'latin1'), ...u32(size), ...body];
  return pad && body.length % 2 === 1 ? [...bytes, 0] : bytes;
}

/** Fields of a `fmt ` chunk. */
interface Fields {
  channels?: number;
  rate?: number;
  bits?: number;
  align?: number;
  extra?: readonly number[];
}

/** A `fmt ` chunk. */
export function fmt(code: number, { channels = 1, rate = 8000, bits = 16, align, extra = [] }: Fields = {}): number[] {
  const block = align ?? channels * Math.ceil(bits / 8);
  const fields = [...u16(code), ...u16(channels), ...u32(rate), ...u32(rate * block), ...u16(block), ...u16(bits)];
  return chunk('fmt ', [...fields, ...extra]);
}

/** A file of chunks. */
export function riff(
  chunks: readonly (readonly number[])[],
  { id = 'RIFF', size = -1, tail = [] as readonly number[] } = {},
): Uint8Array {
  const body = [...Buffer.from('WAVE', 'latin1'), ...chunks.flat()];
  return Uint8Array.from([...Buffer.from(id, 'latin1'), ...u32(size < 0 ? body.length : size), ...body, ...tail]);
}

export function u16(value: number): number[] {
  return [value & 255, (value >> 8) & 255];
}

export function u32(value: number): number[] {
  return [...u16(value & 0xffff), ...u16(Math.floor(value / 65536) & 0xffff)];
}

/** Little-endian bytes of numbers. */
export function bytes(values: Int16Array | Int32Array | Float32Array | Float64Array): number[] {
  return [...new Uint8Array(values.buffer, values.byteOffset, values.byteLength)];
}
