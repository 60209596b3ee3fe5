import { DspError } from '../errors.ts';
import type { Interval } from '../silence/non-silent-frames.ts';
import { requirePositive, requireRange } from '../validate.ts';
import type { SegmentSpeechOptions } from './segment-speech-options.ts';

/** Below the threshold by this much, speech has ended. Source: Silero VAD's `get_speech_timestamps`. */
const hysteresis = 0.15;

/** Intervals of a signal of `length` samples from the probabilities of its steps. */
export function probabilitySegments(
  length: number,
  probabilities: ArrayLike<number>,
  options: SegmentSpeechOptions,
): Interval[] {
  const { sampleRate, minSilence = 0.45, minSpeech = 0.08, padding = 0.02, threshold = 0.5 } = options;
  requirePositive('sampleRate', sampleRate);
  requireRange('threshold', threshold, 0, 1);
  for (const [name, value] of Object.entries({ minSilence, minSpeech, padding })) requireRange(name, value, 0, 60);
  const step = requirePositive('probabilityStep', options.probabilityStep ?? 0.032) * sampleRate;
  if (Math.abs(probabilities.length * step - length) > 2 * step) {
    throw new DspError(
      'invalid-option',
      `${probabilities.length} probabilities of ${step} samples each do not cover ${length} samples. ` +
        'Give one per step, and the length of a step as probabilityStep in seconds.',
    );
  }
  const segments: { start: number; end: number }[] = [];
  let start: number | undefined;
  for (let i = 0; i <= probabilities.length; i++) {
    const p = i < probabilities.length ? requireRange('probabilities', probabilities[i]!, 0, 1) : -1;
    if (start === undefined && p >= threshold) start = i * step;
    else if (start !== undefined && p < Math.min(threshold, Math.max(threshold - hysteresis, 0.01))) {
      const before = segments.at(-1);
      if (before !== undefined && start - before.end <= minSilence * sampleRate) before.end = i * step;
      else segments.push({ start, end: i * step });
      start = undefined;
    }
  }
  const pad = padding * sampleRate;
  return segments
    .filter((segment) => segment.end - segment.start >= minSpeech * sampleRate)
    .map((segment) => ({
      start: Math.max(0, Math.round(segment.start - pad)),
      end: Math.min(length, Math.round(segment.end + pad)),
    }));
}
