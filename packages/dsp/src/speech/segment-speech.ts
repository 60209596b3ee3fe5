import { requireFinite, type Signal } from '../signal.ts';
import type { Interval } from '../silence/non-silent-frames.ts';
import { probabilitySegments } from './probability-segments.ts';
import type { SegmentSpeechOptions } from './segment-speech-options.ts';
import { createSpeechSegmenter } from './speech-segmenter.ts';

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
