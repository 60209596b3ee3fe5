import type { PcmFormat } from './format.ts';

/** A run of frames. */
export interface FrameRange {
  readonly first: number;
  readonly count: number;
}

/** Interleaved frames, and what they are. */
export interface Pcm {
  readonly bytes: Uint8Array;
  readonly format: PcmFormat;
}
