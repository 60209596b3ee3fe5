import { DspError } from '../errors.ts';
import { typedArrayName } from '../signal.ts';
import { id3Length } from '../wav/id3.ts';
import type { ByteSource } from './codec.ts';

/** What audio can be given as. */
export type AudioInput = Uint8Array | ArrayBuffer | Blob | ByteSource;

/** One way to read all of them. @throws DspError `invalid-audio` for anything else. */
export function byteSource(input: AudioInput, name?: string): ByteSource {
  const named = name === undefined ? {} : { name };
  const tag = Object.prototype.toString.call(input);
  if (typedArrayName(input) === 'Uint8Array' || tag === '[object ArrayBuffer]') {
    const bytes = typedArrayName(input) === 'Uint8Array' ? (input as Uint8Array) : new Uint8Array(input as ArrayBuffer);
    return {
      ...named,
      size: bytes.length,
      read: async ({ offset, length }) => bytes.subarray(offset, offset + length),
    };
  }
  if (tag === '[object Blob]' || tag === '[object File]') {
    const blob = input as Blob & { readonly name?: string };
    return {
      ...(blob.name === undefined ? {} : { name: blob.name }),
      ...named,
      size: blob.size,
      read: async ({ offset, length }) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
    };
  }
  if (typeof (input as ByteSource | undefined)?.read === 'function') return input as ByteSource;
  throw new DspError(
    'invalid-audio',
    `Audio must be the bytes of a file: a Uint8Array, Buffer, ArrayBuffer, Blob or ByteSource; received ${tag}. ` +
      'Read a path with loadAudioFile of @ser/dsp/node.',
  );
}

/** The same source without the ID3v2 tags in front. */
export async function skipTags(source: ByteSource): Promise<ByteSource> {
  let start = 0;
  for (let tags = 0; tags < 8; tags++) {
    const length = id3Length(await source.read({ offset: start, length: 10 }));
    if (length === 0 || start + length >= source.size) break;
    start += length;
  }
  if (start === 0) return source;
  return {
    ...source,
    size: source.size - start,
    read: ({ offset, length }) => source.read({ offset: start + offset, length }),
  };
}
