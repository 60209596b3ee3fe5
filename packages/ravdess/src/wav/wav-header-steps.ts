import { RavdessError } from '../errors.ts';

/** What a WAV header says, without any sample decoded. */
export interface WavHeader {
  /** Frames a second, in Hz. */
  readonly sampleRate: number;
  /** Number of channels. */
  readonly channels: number;
  /** Bits a sample takes in the file. */
  readonly bitsPerSample: number;
  /** Coding of the samples, from the format tag (of EXTENSIBLE: from its sub-format). */
  readonly encoding: 'pcm' | 'float' | 'other';
  /** Number of frames: samples of one channel. */
  readonly frames: number;
  /** Length in seconds: frames ÷ sample rate. */
  readonly duration: number;
  /** Where the samples begin, in bytes from the start of the file. */
  readonly dataOffset: number;
  /** How many bytes of samples follow. */
  readonly dataLength: number;
}

/** A part of the file that the parser wants to see next. */
export interface ReadRequest {
  /** In bytes from the start of the file. */
  readonly offset: number;
  /** In bytes; a few dozen at most. */
  readonly length: number;
}

/**
 * Chunks that may stand before the samples: RAVDESS files have five, and every one costs a read. The limit keeps a
 * crafted file of a million empty chunks from holding up a scan.
 */
const MAX_CHUNKS = 256;
/** Length that stream writers leave in the header because they cannot seek back to correct it. */
const STREAMED = 0xffffffff;
const EXTENSIBLE = 0xfffe;

/**
 * Walks the chunks of a RIFF WAVE file: yields the parts it wants to read, takes their bytes, returns the header.
 *
 * The caller owns the input and its output: bytes in memory, a file, a `Blob`. Chunks before `data` are skipped, however
 * long: RAVDESS files carry a filler of 4 kB there, so that a fixed 44-byte header reads garbage.
 *
 * @param size Length of the file in bytes.
 * @throws RavdessError `invalid-wav` where the file is no RIFF WAVE, contradicts itself or ends early.
 */
export function* wavHeaderSteps(size: number): Generator<ReadRequest, WavHeader, Uint8Array> {
  if (size < 12) throw invalid(`a WAV file has at least 12 bytes, this one ${size}`);
  const riff = yield { offset: 0, length: 12 };
  if (text(riff, 0) !== 'RIFF' || text(riff, 8) !== 'WAVE') {
    throw invalid(`the file must begin with RIFF and WAVE, this one with ${JSON.stringify(text(riff, 0))}`);
  }
  let format: Format | undefined;
  let offset = 12;
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk++) {
    if (offset + 8 > size) throw invalid(`the file ends at byte ${size} without a ${format ? 'data' : 'fmt'} chunk`);
    const head = yield { offset, length: 8 };
    const id = text(head, 0);
    const length = view(head).getUint32(4, true);
    offset += 8;
    if (id === 'data') {
      if (format === undefined) throw invalid('the data chunk stands before the fmt chunk');
      return finish(format, offset, length, size);
    }
    if (offset + length > size) {
      throw invalid(
        `the chunk ${JSON.stringify(id)} of ${length} bytes at byte ${offset - 8} runs past the end, ${size}`,
      );
    }
    if (id === 'fmt ') format = readFormat(yield { offset, length: Math.min(length, 40) });
    offset += length + (length & 1);
  }
  throw invalid(`no data chunk among the first ${MAX_CHUNKS} chunks`);
}

interface Format {
  readonly encoding: WavHeader['encoding'];
  readonly channels: number;
  readonly sampleRate: number;
  readonly blockAlign: number;
  readonly bitsPerSample: number;
}

function readFormat(bytes: Uint8Array): Format {
  if (bytes.length < 16) throw invalid(`the fmt chunk has at least 16 bytes, this one ${bytes.length}`);
  const fields = view(bytes);
  let tag = fields.getUint16(0, true);
  if (tag === EXTENSIBLE && bytes.length >= 26) tag = fields.getUint16(24, true);
  const format: Format = {
    encoding: tag === 1 ? 'pcm' : tag === 3 ? 'float' : 'other',
    channels: fields.getUint16(2, true),
    sampleRate: fields.getUint32(4, true),
    blockAlign: fields.getUint16(12, true),
    bitsPerSample: fields.getUint16(14, true),
  };
  const { channels, sampleRate, blockAlign, bitsPerSample, encoding } = format;
  if (channels === 0 || sampleRate === 0 || blockAlign === 0) {
    throw invalid(
      `channels, rate and frame size must be above 0, they are ${channels}, ${sampleRate} and ${blockAlign}`,
    );
  }
  if (encoding !== 'other' && blockAlign !== channels * Math.ceil(bitsPerSample / 8)) {
    throw invalid(`a frame of ${channels} × ${bitsPerSample} bits does not take ${blockAlign} bytes`);
  }
  return format;
}

function finish(format: Format, dataOffset: number, announced: number, size: number): WavHeader {
  const present = size - dataOffset;
  if (announced > present && announced !== STREAMED) {
    throw invalid(`the file is cut off: ${announced} bytes of samples are announced, ${present} are there`);
  }
  const dataLength = announced === STREAMED ? present : announced;
  const { sampleRate, channels, bitsPerSample, encoding, blockAlign } = format;
  const frames = Math.floor(dataLength / blockAlign);
  const duration = frames / sampleRate;
  return { sampleRate, channels, bitsPerSample, encoding, frames, duration, dataOffset, dataLength };
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function invalid(what: string): RavdessError {
  return new RavdessError('invalid-wav', `Not a readable WAV file: ${what}.`);
}
