import { requireFinite, type Signal } from '../signal.ts';
import type { Interval } from '../silence/non-silent-frames.ts';
import { refineSpeech } from './refine-speech.ts';
import type { SegmentSpeechOptions } from './segment-speech-options.ts';
import { createSpeechSegmenter } from './speech-segmenter.ts';

/**
 * Finds the stretches of a signal in which somebody speaks, in order, as `{ start, end }` in samples.
 *
 * Without `probabilities`, by energy and spectral flatness over a tracked floor; `createSpeechSegmenter` says how, and
 * gives the same intervals of sound that arrives in pieces. Digital silence, steady noise, hums, tones and held notes
 * are no speech; singing and a crowd of talkers are. With `probabilities` the network decides what is speech, and energy
 * where in it that begins and ends.
 *
 * @param samples Mono.
 * @throws {@link DspError} `invalid-option`, or `non-finite`.
 */
export function segmentSpeech(samples: Signal, options: SegmentSpeechOptions): Interval[] {
  requireFinite(samples);
  const { probabilities } = options;
  const given = probabilities ? { ...options, padding: options.padding ?? 0 } : options;
  const segmenter = createSpeechSegmenter(given);
  const energy = [...segmenter.push(samples), ...segmenter.finish()];
  return probabilities ? refineSpeech(energy, { ...given, probabilities, length: samples.length }) : energy;
}
