import type { Signal } from '../signal.ts';
import type { Pcm } from '../wav/pcm.ts';

/** Bytes that can be read anywhere: of memory, a `Blob`, a file. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** What messages call it. */
  readonly name?: string | undefined;
  /** Where it lies as a file, for decoders that are programs. */
  readonly path?: string | undefined;
  /** The bytes of a range; fewer at the end only. */
  read(range: { readonly offset: number; readonly length: number }): Promise<Uint8Array>;
}

/** Which frames to read, and as what. */
export interface ReadRange {
  /** First frame, from 0. @default 0 */
  readonly first?: number;
  /** Frames at most. @default all */
  readonly count?: number;
  /** Precision of the samples. @default 'float32' */
  readonly dtype?: 'float32' | 'float64';
  /** Stops between two pieces. */
  readonly signal?: AbortSignal;
}

/** A file whose format is known. */
export interface OpenAudio {
  /** In Hz. */
  readonly sampleRate: number;
  /** Number of channels. */
  readonly channelCount: number;
  /** Frames of the whole, where that is known without decoding. */
  readonly frames?: number;
  /** Name of the format, as `'MP3'`. */
  readonly format: string;
  /** What decodes it: this package, a package's name, or a program and its version. */
  readonly decoder: string;
  /** Decodes frames in order, piece by piece: one signal per channel. Memory holds one piece. */
  read(range?: ReadRange): AsyncIterable<Signal[]>;
  /**
   * What is wrong with the file although it gave samples, as an end before the end that its head promises; asked once they
   * were read to the last. `undefined` where nothing is known to be.
   */
  readonly complaint?: () => string | undefined;
  /** The stored frames themselves, where the format is plain PCM. */
  readonly pcm?: (range: { readonly first: number; readonly count: number }) => Promise<Pcm>;
  /** Ends what the decoder holds. */
  close(): Promise<void>;
}

/** A format and what decodes it: a row of the table `audioCodecs`. */
export interface Codec {
  /** Short name, as `'mp3'`. */
  readonly name: string;
  /** Whether a file that begins so, behind any ID3v2 tags, is of this format. @param head 4096 bytes, or the whole of less. */
  sniff(head: Uint8Array): boolean;
  /** Whether `open` wants the file with its ID3v2 tags, as programs that read it themselves do. @default false */
  readonly usesTags?: boolean;
  /**
   * Opens a file of this format.
   *
   * @throws {@link DspError} `missing-package` where what decodes it is not installed: the next row that knows the format
   * is asked then; `invalid-audio` where the file is damaged.
   */
  open(source: ByteSource): Promise<OpenAudio>;
}

/** Decodes a whole file that no row of the table can: an adapter to any other decoder. */
export type DecodeHook = (
  bytes: Uint8Array,
  about: { readonly format: string; readonly name: string | undefined },
) => Promise<{ readonly channels: readonly Signal[]; readonly sampleRate: number }>;
