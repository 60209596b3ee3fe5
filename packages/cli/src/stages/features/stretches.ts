import { segmentSpeech } from '@ser/dsp';

/**
 * Where the windows of a recording begin, in frames: they overlap by half, and the last one ends with the recording, so that
 * every frame is in one of them. A recording of at most one window's length is one window.
 *
 * @param frames Length of the recording.
 * @param size Length of a window, at least 1.
 */
export function windowStarts(frames: number, size: number): number[] {
  const step = Math.max(1, Math.floor(size / 2));
  const starts = [0];
  let start = step;
  for (; start + size <= frames; start += step) starts.push(start);
  if (frames > start - step + size) starts.push(frames - size);
  return starts;
}

/** Why a stretch of a recording says nothing about its speaker. */
export const REASONS = ['silent', 'too short', 'too quiet', 'no speech'] as const;

export type Reason = (typeof REASONS)[number];

/** A stretch shorter than this share of a model's clip tells nothing: the rest would be padding. */
const SHORTEST = 0.1;
/** Root mean square below this many decibels of full scale is the noise of a converter, not a recording. */
const QUIETEST = -70;
/** Seconds of speech that a stretch must hold. */
const LEAST_SPEECH = 0.25;

/**
 * Looks at a stretch as it was recorded, before its level is normalized; undefined where nothing speaks against it.
 *
 * Evaluation and prediction both ask here, so that what a score is about is what an answer rests on.
 *
 * @param samples Mono, full scale 1.
 * @param options The rate of the samples, and the length of a model's clip in samples.
 */
export function judgeStretch(
  samples: Float32Array,
  { sampleRate, size }: { readonly sampleRate: number; readonly size: number },
): Reason | undefined {
  const { length } = samples;
  const about = { level: levelOf(samples), length, size, sampleRate };
  const reason = judgeLevel({ ...about, spoken: Number.POSITIVE_INFINITY });
  if (reason !== undefined) return reason;
  const spoken = segmentSpeech(samples, { sampleRate }).reduce((sum, { start, end }) => sum + end - start, 0);
  return judgeLevel({ ...about, spoken });
}

/** The level of a stretch in decibels of full scale; null where every sample is zero. */
export function levelOf(samples: Float32Array): number | null {
  let squares = 0;
  for (const sample of samples) squares += sample * sample;
  return squares === 0 ? null : 10 * Math.log10(squares / samples.length);
}

/** The same judgment where level and speech are known. Lengths in samples at one rate. */
export function judgeLevel({
  level,
  length,
  size,
  spoken,
  sampleRate,
}: {
  readonly level: number | null;
  readonly length: number;
  readonly size: number;
  /** How much of the stretch is speech. */
  readonly spoken: number;
  readonly sampleRate: number;
}): Reason | undefined {
  if (level === null) return 'silent';
  if (length < SHORTEST * size) return 'too short';
  if (level < QUIETEST) return 'too quiet';
  return spoken < LEAST_SPEECH * sampleRate ? 'no speech' : undefined;
}
