import { inputError } from '../check-call.ts';
import type { Interval } from '../silence/non-silent-frames.ts';
import { probabilitySegments } from './probability-segments.ts';
import { refineBoundaries } from './refine-boundaries.ts';
import type { SegmentSpeechOptions } from './segment-speech-options.ts';

/** Options of {@link refineSpeech}. */
export interface RefineSpeechOptions extends SegmentSpeechOptions {
  /** Probability of speech, in [0, 1], of each consecutive step of the sound. */
  readonly probabilities: ArrayLike<number>;
  /** Samples of the sound. */
  readonly length: number;
}

/**
 * What `segmentSpeech` makes of the probabilities of a network, for sound that came in pieces: the network decides what is
 * speech, and energy where in it that begins and ends.
 *
 * @param energy Segments by `createSpeechSegmenter`, in order, made with the same `padding` as here: 0 unless given.
 * @throws {@link DspError} `invalid-option`, `invalid-signal` for what is no list of segments.
 */
export function refineSpeech(energy: readonly Interval[], options: RefineSpeechOptions): Interval[] {
  const isList = Array.isArray(energy) && energy.every((part: unknown) => isInterval(part));
  if (!isList)
    throw inputError('refineSpeech', 'segments as createSpeechSegmenter gives them, [{ start, end }]', energy);
  const { probabilities, length, sampleRate, padding = 0 } = options;
  const network = probabilitySegments(length, probabilities, { ...options, padding });
  return refineBoundaries(network, energy, {
    reach: Math.round(reach * sampleRate),
    shortest: utterance * sampleRate,
  });
}

/** Seconds by which energy may begin before a network does, or end behind it. */
const reach = 0.25;
/** Seconds that a network alone must have found. */
const utterance = 0.5;

function isInterval(part: unknown): part is Interval {
  const { start, end } = (typeof part === 'object' && part !== null ? part : {}) as Partial<Interval>;
  return typeof start === 'number' && typeof end === 'number';
}
