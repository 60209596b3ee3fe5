import type { SpeechSegmenterOptions } from './speech-segmenter.ts';

/** Options of {@link segmentSpeech}. */
export interface SegmentSpeechOptions extends SpeechSegmenterOptions {
  /**
   * Probability of speech, in [0, 1], of each consecutive step of the signal, where a network said so (Silero VAD by
   * `openSilero` of `@ser/dsp/node`). @default none: energy and spectral flatness decide
   */
  readonly probabilities?: ArrayLike<number> | undefined;
  /** Seconds that are added on both sides of a segment. @default 0.02; 0 with `probabilities` */
  readonly padding?: number | undefined;
  /** Seconds of a step of `probabilities`. @default 0.032, Silero's 512 samples at 16 kHz */
  readonly probabilityStep?: number | undefined;
  /** Probability from which speech begins; it ends below this less 0.15. @default 0.5 */
  readonly threshold?: number | undefined;
}
