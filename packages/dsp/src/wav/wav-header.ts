import type { WavFormat } from './format.ts';

/** Where the samples of a file lie and how they are coded. */
export interface SampleLayout extends WavFormat {
  /** Position of the first frame, in bytes from the start of the file. */
  readonly dataOffset: number;
  /** Bytes of the samples: whole blocks that are present in the file. */
  readonly dataBytes: number;
  /** Whole frames present in the file (not what its header promises). */
  readonly frames: number;
}

/** What the header of a WAV file tells, and what of it is there. */
export interface WavHeader extends SampleLayout {
  /** Bytes of samples that the header promises and the file does not hold; 0 where it tells no length. */
  readonly missingBytes: number;
}

/** A piece of the file that the walk needs next: at most `length` bytes from `offset`. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}
