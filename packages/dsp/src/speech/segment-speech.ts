import { requireFinite, type Signal } from '../signal.ts';
import type { Interval } from '../silence/non-silent-frames.ts';
import { probabilitySegments } from './probability-segments.ts';
import { createSpeechSegmenter, type SpeechSegmenterOptions } from './speech-segmenter.ts';

/** Options of {@link segmentSpeech}. */
export interface SegmentSpeechOptions extends SpeechSegmenterOptions {
  /**
   * Probability of speech, in [0, 1], of each consecutive step of the signal, where a network said so (Silero VAD by
   * `openSilero` of `@ser/dsp/node`). @default none: energy and spectral flatness decide
   */
  readonly probabilities?: ArrayLike<number>;
  /** Seconds of a step of `probabilities`. @default 0.032, Silero's 512 samples at 16 kHz */
  readonly probabilityStep?: number;
  /** Probability from which speech begins; it ends below this less 0.15. @default 0.5 */
  readonly threshold?: number;
}

/**
 * Finds the stretches of a signal in which somebody speaks, in order, as `{ start, end }` in samples.
 *
 * Without `probabilities`, by energy and spectral flatness over a tracked floor; `createSpeechSegmenter` says how, and
 * gives the same intervals of sound that arrives in pieces. Digital silence, steady noise, hums, tones and held notes
 * are no speech; singing and a crowd of talkers are.
 *
 * @param samples Mono.
 * @throws {@link DspError} `invalid-option`, or `non-finite`.
 */
export function segmentSpeech(samples: Signal, options: SegmentSpeechOptions): Interval[] {
  requireFinite(samples);
  if (options.probabilities !== undefined) return probabilitySegments(samples.length, options.probabilities, options);
  const segmenter = createSpeechSegmenter(options);
  return [...segmenter.push(samples), ...segmenter.finish()];
}
