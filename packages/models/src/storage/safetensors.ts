import { ModelsError } from '../errors.ts';

/** A named float32 array with its shape. */
export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Tensors by name, and texts that travel with them. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, NamedTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** No header of ours is near this; a larger number means that the bytes are something else. */
const MAX_HEADER = 100_000_000;

/**
 * Writes float32 tensors in the safetensors format: 8 bytes length, a JSON header, the raw values.
 *
 * Source: the format of https://github.com/huggingface/safetensors, dtype F32.
 */
export function encodeSafetensors(file: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: file.metadata };
  let offset = 0;
  for (const [name, { shape, data }] of file.tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Values begin at a multiple of 8, so that a reader may view them in place.
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8, 8 + headerLength);
  bytes.set(json, 8);
  let position = 8 + headerLength;
  for (const { data } of file.tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return bytes;
}

/**
 * Reads what {@link encodeSafetensors}, or any writer of the format, wrote; float32 tensors only.
 *
 * @throws {ModelsError} `invalid-file` when the bytes are not that, or are cut off.
 */
export function decodeSafetensors(bytes: Uint8Array): TensorFile {
  const fail = (what: string): never => {
    throw new ModelsError('invalid-file', `Not a safetensors file with float32 tensors: ${what}.`);
  };
  if (bytes.length < 8) fail(`it has ${bytes.length} bytes, the header alone has more`);
  const headerLength = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (headerLength > MAX_HEADER || 8 + headerLength > bytes.length) fail('the header is cut off');
  let header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
  } catch {
    return fail('the header is not JSON');
  }
  const { __metadata__: metadata = {}, ...entries } = header as typeof header & {
    __metadata__?: Record<string, string>;
  };
  // Copied, so that values are aligned; `slice` of a Node Buffer would not copy.
  const values = new Uint8Array(bytes.subarray(8 + headerLength));
  const tensors = new Map<string, NamedTensor>();
  for (const [name, { dtype, shape, data_offsets: range }] of Object.entries(entries)) {
    const [begin, end] = range;
    const size = shape.reduce((product, n) => product * n, 1);
    if (dtype !== 'F32') fail(`"${name}" is ${dtype}`);
    if (!(begin >= 0 && end <= values.length && end - begin === size * 4 && begin % 4 === 0)) {
      fail(`"${name}" lies outside the file or has another size than its shape`);
    }
    tensors.set(name, { shape, data: new Float32Array(values.buffer, begin, size) });
  }
  return { tensors, metadata: metadata as Record<string, string> };
}
