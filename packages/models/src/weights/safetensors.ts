import { ModelsError } from '../errors.ts';
import { type ByteSource, inMemory, type NamedTensor, tensorAt } from './byte-source.ts';
import { FLOAT_TYPES } from './float-types.ts';
import { sizeOf } from './weight-specs.ts';

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

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** More than any network of today has; a header with more is made to waste time. */
const MAX_TENSORS = 100_000;

/**
 * Reads what {@link encodeSafetensors}, or any writer of the format, wrote: tensors of F32, which are viewed in place where
 * they are aligned, and of F16 and BF16, which become float32. Tensors of whole numbers are left out.
 *
 * @throws {ModelsError} `invalid-file` when the bytes are not that, are cut off, or hold another type of number.
 */
export function decodeSafetensors(given: Uint8Array | ByteSource): TensorFile {
  const source = given instanceof Uint8Array ? inMemory(given) : given;
  const fail = (what: string): never => {
    throw new ModelsError('invalid-file', `Not a safetensors file with tensors of F32, F16 or BF16: ${what}.`);
  };
  if (source.length < 8) fail(`it has ${source.length} bytes, the header alone has more`);
  const { buffer, byteOffset } = source.read(0, 8);
  const headerLength = Number(new DataView(buffer, byteOffset, 8).getBigUint64(0, true));
  if (headerLength > MAX_HEADER || 8 + headerLength > source.length) fail('the header is cut off');
  let header: { readonly [name: string]: unknown };
  try {
    header = JSON.parse(new TextDecoder().decode(source.read(8, 8 + headerLength)));
  } catch {
    return fail('the header is not JSON');
  }
  if (typeof header !== 'object' || header === null) fail('the header is not a list of tensors');
  const { __metadata__: metadata = {}, ...entries } = header;
  const start = 8 + headerLength;
  const tensors = new Map<string, NamedTensor>();
  const named = Object.entries(entries);
  if (named.length > MAX_TENSORS) fail(`it names ${named.length} tensors`);
  for (const [name, entry] of named) {
    if (!isEntry(entry)) return fail(`"${name}" has no type, shape and place`);
    const { dtype, shape, data_offsets: range } = entry;
    if (/^(BOOL|[IU]\d+)$/.test(dtype)) continue;
    const type = FLOAT_TYPES.get(dtype) ?? fail(`"${name}" is ${dtype}`);
    const [begin, end] = range;
    const size = sizeOf(shape);
    if (!(begin >= 0 && start + end <= source.length && end - begin === size * type.bytes)) {
      fail(`"${name}" lies outside the file or has another size than its shape`);
    }
    tensors.set(name, tensorAt(source, start + begin, shape, type));
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

function isEntry(value: unknown): value is Entry {
  const { dtype, shape, data_offsets: range } = (value ?? {}) as Partial<Entry>;
  const areNatural = (list: readonly unknown[]): boolean =>
    list.every((n) => Number.isSafeInteger(n) && Number(n) >= 0);
  return (
    typeof dtype === 'string' &&
    Array.isArray(shape) &&
    shape.length <= 8 &&
    Array.isArray(range) &&
    range.length === 2 &&
    areNatural(shape) &&
    areNatural(range)
  );
}
