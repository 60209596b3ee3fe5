import { DspError } from '../errors.ts';
import { parseFormat, resolvePadded, type WavFormat } from './format.ts';
import { id3Length } from './id3.ts';
import { tellPadding } from './padded.ts';
import type { ByteRange, WavHeader } from './wav-header.ts';

/** Real files have fewer than 50 chunks; a file of nothing but empty chunks must not keep us busy for minutes. */
const maxChunks = 4096;
/** 40 bytes is WAVE_FORMAT_EXTENSIBLE; encoders put their own tables behind it, which are not needed. */
const maxFormatBytes = 40;
const unknownSize = 0xffffffff;
/** Writers to a pipe leave a size from here on, since they cannot know it. */
export const streamedSize = 0x7fff0000;
const maxTags = 8;

const foreign: readonly (readonly [string, string])[] = [
  ['fLaC', 'FLAC'],
  ['OggS', 'Ogg'],
  ['ID3', 'MP3'],
  ['FORM', 'AIFF'],
  ['caff', 'CAF'],
  ['riff', 'Wave64'],
  ['.snd', 'AU'],
];

/**
 * Walks the chunks of a WAV file and finds its format and samples: the one place that decides what a WAV file is.
 *
 * A generator that yields the byte ranges it needs and receives them, so that one walk serves bytes in memory and files
 * that are read in pieces. It reads a few dozen bytes a chunk and never a sample, except of 24-bit files in containers of
 * 4 bytes.
 *
 * Accepted as real programs write them: RIFF, RIFX (big-endian), RF64 and BW64, each behind any number of ID3v2 tags;
 * chunks before, between and after `fmt ` and `data`; odd chunks with or without their pad byte; bytes after the RIFF
 * chunk.
 *
 * **Files that were cut off or never closed** hold the whole frames that are there. `data` that runs past the end of the
 * file, or has the size that writers to a pipe leave (0xFFFFFFFF, 0x7FFFF000), ends with the file. `data` of size 0 is a
 * file that was never closed, and all that follows are its samples, where the RIFF chunk ends before them (its size was
 * not written either) or where no chunk follows; else it is empty. Sizes in `ds64` of 0 were never written.
 *
 * @param fileSize Length of the file in bytes.
 * @throws {@link DspError} `invalid-wav` or `unsupported-wav`.
 */
export function* walkHeader(fileSize: number): Generator<ByteRange, WavHeader, Uint8Array> {
  const begin = yield* skipTags(fileSize);
  const head = view(yield { offset: begin, length: 12 });
  const container = head.byteLength >= 12 ? tag(head, 0) : '';
  const bigEndian = container === 'RIFX';
  const wide = container === 'RF64' || container === 'BW64';
  if (!(bigEndian || wide || container === 'RIFF') || tag(head, 8) !== 'WAVE') throw notWav(head, fileSize);

  const riffEnd = begin + 8 + head.getUint32(4, !bigEndian);
  let wideDataSize: number | undefined;
  let format: WavFormat | undefined;
  let data: ByteRange | undefined;
  let missingBytes = 0;
  let offset = begin + 12;

  for (let chunks = 0; (format === undefined || data === undefined) && offset + 8 <= fileSize; chunks++) {
    if (chunks === maxChunks) {
      throw new DspError(
        'invalid-wav',
        `A WAV file must show its "fmt " and "data" chunks among the first ${maxChunks}; ` +
          `${format ? '"data"' : '"fmt "'} is missing. The file is damaged.`,
      );
    }
    const chunk = view(yield { offset, length: 8 });
    if (chunk.byteLength < 8) break;
    const id = tag(chunk, 0);
    const size = chunk.getUint32(4, !bigEndian);
    const start = offset + 8;
    let length = size;

    if (id === 'ds64' && wide) {
      const sizes = view(yield { offset: start, length: 16 });
      if (sizes.byteLength === 16 && size >= 16) wideDataSize = Number(sizes.getBigUint64(8, true)) || undefined;
    } else if (id === 'fmt ') {
      // The first one counts; a second would contradict the samples already found.
      format ??= parseFormat(yield { offset: start, length: Math.min(size, maxFormatBytes) }, !bigEndian);
    } else if (id === 'data' && data === undefined) {
      if (size === unknownSize) length = wideDataSize ?? fileSize - start;
      else if (size === 0 && (riffEnd <= start || !(yield* isChunk(start)))) length = fileSize - start;
      data = { offset: start, length: Math.min(length, fileSize - start) };
      if (size < streamedSize || length === wideDataSize) missingBytes = length - data.length;
    }
    offset = yield* nextChunk(start + length, fileSize);
  }

  if (format === undefined) {
    throw new DspError('invalid-wav', `A WAV file must have a "fmt " chunk; none was found in ${fileSize} bytes.`);
  }
  if (data === undefined) {
    throw new DspError('invalid-wav', `A WAV file must have a "data" chunk; none was found in ${fileSize} bytes.`);
  }
  if (format.paddedTo4Bytes) format = resolvePadded(format, yield* tellPadding(fileSize));
  const blocks = Math.floor(data.length / format.blockBytes);
  const frames = blocks * format.blockFrames;
  return { ...format, dataOffset: data.offset, dataBytes: blocks * format.blockBytes, missingBytes, frames };
}

/** Where the file begins behind its ID3v2 tags. Source: id3v2.4.0-structure, section 3.1. */
function* skipTags(fileSize: number): Generator<ByteRange, number, Uint8Array> {
  let offset = 0;
  for (let tags = 0; tags < maxTags; tags++) {
    const length = id3Length(yield { offset, length: 10 });
    if (length === 0 || offset + length >= fileSize) break;
    offset += length;
  }
  return offset;
}

/** Whether a chunk's name stands at `offset`. */
function* isChunk(offset: number): Generator<ByteRange, boolean, Uint8Array> {
  return isName(yield { offset, length: 4 });
}

/**
 * Start of the chunk after one that ends at `end`: chunks lie on even positions, but some writers forget the pad byte
 * of odd ones. Where the padded place holds no chunk name and the unpadded one does, the writer forgot.
 */
function* nextChunk(end: number, fileSize: number): Generator<ByteRange, number, Uint8Array> {
  if (end % 2 === 0 || end + 8 > fileSize) return end + (end % 2);
  const bytes = yield { offset: end, length: 5 };
  return isName(bytes.subarray(0, 4)) && !isName(bytes.subarray(1, 5)) ? end : end + 1;
}

function isName(bytes: Uint8Array): boolean {
  return bytes.length === 4 && bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
}

function notWav(head: DataView, fileSize: number): DspError {
  const found = foreign.find(([start]) => tag(head, 0, start.length) === start)?.[1];
  if (found) {
    return new DspError(
      'unsupported-wav',
      `Expected a WAV file and received ${found}. Convert it first, for example with "ffmpeg -i in out.wav".`,
    );
  }
  const start = Array.from(new Uint8Array(head.buffer, head.byteOffset, head.byteLength), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join(' ');
  return new DspError(
    'invalid-wav',
    `A WAV file must start with "RIFF", a size and "WAVE" (or RIFX, RF64, BW64); ` +
      `received ${fileSize} bytes${start ? ` starting ${start}` : ''}.`,
  );
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function tag(bytes: DataView, offset: number, length = 4): string {
  if (offset + length > bytes.byteLength) return '';
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(bytes.getUint8(offset + i));
  return text;
}
