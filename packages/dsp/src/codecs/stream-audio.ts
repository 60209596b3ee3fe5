import { DspError } from '../errors.ts';
import type { Signal } from '../signal.ts';
import type { ByteSource, OpenAudio } from './codec.ts';

/** What a decoder gives for some bytes, in arrays that it does not touch again: maybe nothing yet. */
export interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}

/** A decoder that takes a file in pieces. */
export interface StreamDecoder {
  decode(bytes: Uint8Array): Decoded;
  /** What is left at the end of the file. */
  flush?(): Decoded;
  free(): void;
}

/** What a codec of compressed sound says about itself. */
export interface StreamFormat {
  /** Name of the format. */
  readonly format: string;
  /** Name of the package that decodes. */
  readonly package: string;
  /** A fresh decoder. */
  readonly create: () => Promise<StreamDecoder>;
  /** Channels to hand on, where the decoder gives more. */
  readonly channelCount?: number;
  /** Frames of the whole, where the file's head says so. */
  readonly frames?: number;
  /** Changes samples in place, where the decoder scales otherwise than libsndfile. */
  readonly rescale?: (samples: Float32Array) => void;
  /** How many of these bytes the decoder is to be given at once, where it matters where a piece ends; at least 1. */
  readonly cut?: (bytes: Uint8Array) => number;
}

/** Bytes that a decoder is given at once. */
const pieceBytes = 2 ** 16;
/** The same where frames are missing at the end. */
const otherPieceBytes = 2 ** 20 - 3;

/**
 * Audio that is decoded from its start, piece by piece.
 *
 * Opening decodes up to the first samples, which tell rate and channels; the first reading goes on from there.
 *
 * @throws {@link DspError} `invalid-audio` where the decoder throws or finds nothing.
 */
export async function streamAudio(source: ByteSource, about: StreamFormat): Promise<OpenAudio> {
  let pieces: AsyncGenerator<Decoded, void> | undefined = decodePieces(source, about);
  const begin = await pieces.next();
  if (begin.done) {
    throw new DspError(
      'invalid-audio',
      `${about.format}: no samples were found in ${source.size} bytes. The file is damaged.`,
    );
  }
  const { sampleRate, channelData } = begin.value;
  const channelCount = Math.min(about.channelCount ?? channelData.length, channelData.length);
  let started: Decoded | undefined = begin.value;
  let complaint: string | undefined;

  const parts = async function* (): AsyncGenerator<Decoded> {
    // The first reading takes what opening began.
    const own = pieces ?? decodePieces(source, about);
    const first = pieces && started;
    [pieces, started] = [undefined, undefined];
    let given = 0;
    const counted = (piece: Decoded): Decoded => {
      given += piece.channelData[0]!.length;
      return piece;
    };
    if (first) yield counted(first);
    for await (const piece of own) yield counted(piece);
    if (about.frames === undefined || given >= about.frames) return;
    // A parser of frames loses one where a piece begins in an unlucky place: pieces of another length begin elsewhere.
    let passed = 0;
    for await (const piece of decodePieces(source, about, otherPieceBytes)) {
      const { length } = piece.channelData[0]!;
      const from = Math.max(0, given - passed);
      passed += length;
      if (from < length) yield { ...piece, channelData: piece.channelData.map((samples) => samples.subarray(from)) };
    }
  };
  return {
    sampleRate,
    channelCount,
    ...(about.frames === undefined ? {} : { frames: about.frames }),
    format: about.format,
    decoder: about.package,
    async *read({ first = 0, count = Number.POSITIVE_INFINITY, dtype, signal } = {}) {
      let at = 0;
      for await (const piece of parts()) {
        signal?.throwIfAborted();
        if (piece.sampleRate !== sampleRate || piece.channelData.length < channelCount) {
          throw new DspError(
            'invalid-audio',
            `${about.format}: the sample rate or the number of channels changes in the middle of the file. Split it there.`,
          );
        }
        const length = piece.channelData[0]!.length;
        const [from, to] = [Math.max(0, first - at), Math.min(length, first + count - at)];
        at += length;
        if (from < to) {
          yield piece.channelData.slice(0, channelCount).map((samples): Signal => {
            const part = from === 0 && to === length ? samples : samples.slice(from, to);
            about.rescale?.(part);
            return dtype === 'float64' ? Float64Array.from(part) : part;
          });
        }
        if (at >= first + count) return;
      }
      const { frames = at } = about;
      if (at < frames) complaint = `its head promises ${frames} samples per channel, and ${at} were decoded`;
    },
    complaint: () => complaint,
    async close() {
      await pieces?.return();
    },
  };
}

async function* decodePieces(
  source: ByteSource,
  about: StreamFormat,
  length = pieceBytes,
): AsyncGenerator<Decoded, void> {
  const decoder = await about.create();
  const attempt = (decode: () => Decoded): Decoded | undefined => {
    let decoded: Decoded;
    try {
      decoded = decode();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new DspError('invalid-audio', `${about.format}: ${about.package} could not decode it: ${reason}`, {
        cause,
      });
    }
    return decoded.channelData[0]?.length ? decoded : undefined;
  };
  try {
    for (let offset = 0; offset < source.size; ) {
      let bytes = await source.read({ offset, length });
      if (bytes.length === 0) break;
      if (offset + bytes.length < source.size) bytes = bytes.subarray(0, about.cut?.(bytes));
      offset += bytes.length;
      const decoded = attempt(() => decoder.decode(bytes));
      if (decoded) yield decoded;
    }
    const rest = decoder.flush && attempt(() => decoder.flush!());
    if (rest) yield rest;
  } finally {
    decoder.free();
  }
}

/**
 * Imports an optional package that decodes.
 *
 * The name is no literal where `import` sees it, so that bundlers do not look for packages that nobody installed; where
 * one is to be bundled, hand it over with a row of one's own (see `audioCodecs`).
 *
 * @throws {@link DspError} `missing-package`, with the command that installs it.
 */
export async function importDecoder(name: string, format: string): Promise<() => Promise<StreamDecoder>> {
  try {
    const module = (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as {
      decoder: () => Promise<StreamDecoder>;
    };
    return module.decoder;
  } catch (cause) {
    throw new DspError(
      'missing-package',
      `${format} is decoded by an optional package. Install it: npm install ${name}`,
      {
        cause,
      },
    );
  }
}
