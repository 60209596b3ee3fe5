import type { Modality, VocalChannel } from '../labels.ts';
import type { WavHeader } from '../wav-header.ts';

/** Options of {@link scanCorpus}. */
export interface ScanCorpusOptions {
  /**
   * Only this modality; files of the others are passed over.
   *
   * @default all three
   */
  readonly modality?: Modality | undefined;
  /**
   * Only this vocal channel; files of the other are passed over.
   *
   * @default both
   */
  readonly vocalChannel?: VocalChannel | undefined;
  /**
   * Extensions of recordings, in lower case with their dot.
   *
   * @default ['.wav', '.mp4']
   */
  readonly extensions?: readonly string[] | undefined;
  /**
   * Reads the header of a WAV file, or throws where it cannot be read: `readWavInfo` of `@ser/dsp/node`, so that a scan
   * keeps exactly the files that a loader reads. Without a reader a damaged file is not noticed.
   *
   * @default none: no header is read
   */
  readonly readHeader?: ((path: string) => Promise<WavHeader>) | undefined;
  /**
   * Whether to hash the samples of every WAV file, which reads the whole corpus. Needs `readHeader`.
   *
   * @default false
   */
  readonly hash?: boolean | undefined;
  /**
   * Largest actor number, 1 to 99.
   *
   * @default 24
   */
  readonly maxActor?: number | undefined;
  /**
   * Files that are open at a time, at least 1.
   *
   * With `readHeader` and without `hash`, the size of each file is asked for by the thread that called, which waits for the answer: a
   * matter of microseconds on a disk, and longer on a network drive that forgets what it told of a file that was just read.
   *
   * @default 16
   */
  readonly concurrency?: number | undefined;
  /** Stops the scan between two files. */
  readonly signal?: AbortSignal | undefined;
}
