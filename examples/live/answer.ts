import { segmentSpeech } from '@ser/dsp';
import type { About } from './about.ts';
import type { OpenModel } from './model.ts';

/** What is said of a stretch of sound. */
export interface Answer {
  /** Null where the model cannot tell, or was not asked. */
  readonly label: string | null;
  /** Why there is no label. */
  readonly reason?: string;
  /** Calibrated, in the order of the labels; missing where nobody speaks. */
  readonly probabilities?: readonly number[];
}

/** A stretch of a recording, in seconds. */
export interface TimedAnswer extends Answer {
  readonly start: number;
  readonly end: number;
}

/** Seconds of speech that a stretch must hold: a classifier of emotions has an answer to a fan, too. */
const leastSpeech = 0.25;

/** Why a stretch is not shown to the model; undefined where somebody speaks in it. The rules are those of `ser predict`. */
export function judge(samples: Float32Array, sampleRate: number): string | undefined {
  if (samples.every((sample) => sample === 0)) return 'silence';
  if (sampleRate < 8000) return undefined;
  const speech = segmentSpeech(samples, { sampleRate }).reduce((sum, { start, end }) => sum + end - start, 0);
  return speech < leastSpeech * sampleRate ? 'no speech' : undefined;
}

/** The model's own probabilities as an answer: calibrated, and none below the threshold. */
export function answerOf(raw: readonly number[], { labels, temperature, threshold }: About): Answer {
  const powers = raw.map((p) => Math.max(p, 1e-12) ** (1 / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  const probabilities = powers.map((power) => power / sum);
  const highest = Math.max(...probabilities);
  if (highest < (threshold ?? 0)) return { label: null, reason: 'cannot tell', probabilities };
  return { label: labels[probabilities.indexOf(highest)]!, probabilities };
}

/** Where the stretches of a recording begin and end, in samples: the windows of `ser predict`, which overlap by half. */
export function stretchesOf(length: number, sampleRate: number, { about, longest }: OpenModel): [number, number][] {
  const size = Math.max(1, Math.trunc(about.duration * sampleRate));
  const isWhole = about.clips === 'start' ? length <= size : Math.fround(length / sampleRate) <= longest;
  if (isWhole || length <= size) return [[0, length]];
  const starts = [0];
  const step = Math.max(1, Math.floor(size / 2));
  while (starts.at(-1)! + step + size <= length) starts.push(starts.at(-1)! + step);
  if (starts.at(-1)! + size < length) starts.push(length - size);
  return starts.map((start) => [start, start + size]);
}

/**
 * Each stretch of a recording as it is answered, and at last the whole: by its first stretch where the model was scored on
 * starts, else by the mean over the stretches in which somebody speaks.
 */
export async function* answerRecording(
  model: OpenModel,
  samples: Float32Array,
  sampleRate: number,
): AsyncGenerator<TimedAnswer, Answer> {
  const rows: number[][] = [];
  for (const [from, to] of stretchesOf(samples.length, sampleRate, model)) {
    const stretch = samples.subarray(from, to);
    const time = { start: from / sampleRate, end: to / sampleRate };
    const reason = judge(stretch, sampleRate);
    if (reason !== undefined) {
      yield { ...time, label: null, reason };
      continue;
    }
    const raw = [...(await model.predict(stretch, sampleRate))];
    if (model.about.clips !== 'start' || from === 0) rows.push(raw);
    yield { ...time, ...answerOf(raw, model.about) };
  }
  if (rows.length === 0) return { label: null, reason: 'no speech' };
  const mean = rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
  return answerOf(mean, model.about);
}

/** The share that the past keeps in a smoothed probability, from one answer to the next. */
const memory = 0.5;

/** An exponential mean of the probabilities, which begins anew where nobody spoke. */
export class Smoother {
  #mean: number[] | undefined;

  next(raw: ArrayLike<number>): number[] {
    const before = this.#mean;
    this.#mean = Array.from(raw, (p, i) => (before ? memory * before[i]! + (1 - memory) * p : p));
    return this.#mean;
  }

  forget(): void {
    this.#mean = undefined;
  }
}
