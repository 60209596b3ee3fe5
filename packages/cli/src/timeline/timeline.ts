import type { Shape } from '@ser/files';
import * as v from 'valibot';
import { NO_ANSWERS, type NoAnswer } from '../predict/answer.ts';

/** A stretch in samples at the recording's own rate; `end` is the first sample behind it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Who speaks, where a file of segments said so. */
  readonly speaker?: string;
}

/** A window that a model has seen. */
export interface TimelineWindow extends Stretch {
  /** Number of the stretch of speech that it was planned for, from 0. */
  readonly stretch: number;
  /** Of each class in the order of the labels, smoothed and calibrated. */
  readonly probabilities: readonly number[];
  /** Why there is no answer, by the rules of `ser predict`; empty where there is one. */
  readonly reasons: readonly NoAnswer[];
}

/** A stretch with one emotion throughout. */
export interface TimelineSegment extends Stretch {
  /** Null where the model cannot tell. */
  readonly label: string | null;
  /** Of the most probable class, answer or not; mean over its windows. */
  readonly probability: number;
  /** Why there is no answer. */
  readonly reasons: readonly NoAnswer[];
}

/** What a segment is called. */
export function nameOf({ label }: Pick<TimelineSegment, 'label'>): string {
  return label ?? 'no answer';
}

/** What is found in one channel of a recording. */
export interface Timeline {
  readonly file: string;
  /** 1, 2, …, or `'mix'`. */
  readonly channel: number | 'mix';
  readonly sampleRate: number;
  /** In samples. */
  readonly length: number;
  readonly labels: readonly string[];
  readonly model: string;
  readonly run: string;
  /** What was decoded by what. */
  readonly decoder: string;
  /** What found the speech: level and flatness, Silero VAD, a file of segments, or nothing below 8 kHz, where all counts as speech. */
  readonly speechBy: 'energy' | 'silero' | 'speakers' | 'none';
  /** What is wrong with the file although it gave sound. */
  readonly complaint?: string;
  readonly caveats: readonly string[];
  /** Everybody whom a file of segments named, in order of their first words; absent where speech was looked for. */
  readonly speakers?: readonly string[];
  readonly speech: readonly Stretch[];
  readonly windows: readonly TimelineWindow[];
  readonly segments: readonly TimelineSegment[];
  /** Largest amplitude of each part of an equal division of the recording, for the picture. */
  readonly peaks: readonly number[];
}

const place = v.pipe(v.number(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const texts = v.array(v.string());
const reasons = v.array(v.picklist(NO_ANSWERS));
const stretch = { start: place, end: place, speaker: v.exactOptional(v.string()) };

/** A timeline that an earlier command wrote, with the digest of what it was made from. */
export const keptTimeline: Shape<Timeline & { readonly key: string }> = v.object({
  key: v.string(),
  file: v.string(),
  channel: v.union([place, v.literal('mix')]),
  sampleRate: place,
  length: place,
  labels: texts,
  model: v.string(),
  run: v.string(),
  decoder: v.string(),
  speechBy: v.picklist(['energy', 'silero', 'speakers', 'none']),
  complaint: v.exactOptional(v.string()),
  caveats: texts,
  speakers: v.exactOptional(texts),
  speech: v.array(v.object(stretch)),
  windows: v.array(v.object({ ...stretch, stretch: place, probabilities: v.array(share), reasons })),
  segments: v.array(v.object({ ...stretch, label: v.nullable(v.string()), probability: share, reasons })),
  peaks: v.array(place),
});

/** What stands first: the emotion that takes most of the speech, and where the others are. */
export function sentence({ segments, sampleRate, speech }: Timeline): string {
  if (speech.length === 0) return 'No speech was found.';
  const time = new Map<string, number>();
  for (const segment of segments) {
    const name = nameOf(segment);
    time.set(name, (time.get(name) ?? 0) + segment.end - segment.start);
  }
  const [most, ...others] = [...time].sort((a, b) => b[1] - a[1]);
  if (most === undefined) return 'Speech was found, and nothing was predicted of it.';
  const total = [...time.values()].reduce((sum, samples) => sum + samples, 0);
  const places = others.slice(0, 3).map(([label]) => {
    const longest = segments.filter((segment) => nameOf(segment) === label).sort((a, b) => length(b) - length(a))[0]!;
    return `${label} at ${clock(longest.start / sampleRate)}–${clock(longest.end / sampleRate)}`;
  });
  const share = most[1] / total;
  const begin = others.length === 0 ? most[0] : `${share >= 0.5 ? 'mostly ' : 'most often '}${most[0]}`;
  return `${[begin, ...places].join('; ')}.`.replace(/^./, (letter) => letter.toUpperCase());
}

function length({ start, end }: Stretch): number {
  return end - start;
}

/** Seconds as minutes and seconds, and hours where there are any. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
