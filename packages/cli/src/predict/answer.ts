import { type Calibration, calibrate } from '../evaluation/calibration.ts';
import { meanOf } from '../evaluation/predictions.ts';
import { REASONS, type Reason } from '../stages/features/stretches.ts';

/** Why a model gives no answer, though it has a guess. */
export const NO_ANSWERS = [...REASONS, 'band missing', 'probability too low'] as const;

export type NoAnswer = (typeof NO_ANSWERS)[number];

/** What a model says of a recording or of a stretch of it. */
export interface Answer {
  /** The most probable class; null where the model cannot tell. */
  readonly label: string | null;
  /** The most probable class, answer or not; missing where every sample is zero. */
  readonly guess?: string;
  /** Why there is no answer; empty where there is one. */
  readonly reasons: readonly NoAnswer[];
  /** Calibrated probabilities by class, whether they make an answer or not; missing where every sample is zero. */
  readonly probabilities?: Readonly<Record<string, number>>;
}

/** A stretch of a recording, in seconds, and what a model says of it. */
export interface WindowAnswer extends Answer {
  readonly start: number;
  readonly end: number;
}

/** What a model says of one file: as `ser evaluate` scores it, and window by window. */
export interface FileAnswer extends Answer {
  readonly windows: readonly WindowAnswer[];
  /** Seconds from the start that the answer is about, where that is not the whole recording. */
  readonly answerOf?: number;
  /** What is wrong with the file although it gave sound. */
  readonly complaint?: string;
}

/** What a model makes of a stretch of a recording, before anybody takes it for an answer. */
export interface Heard {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** Why the stretch says nothing about a speaker; undefined where nothing speaks against it. */
  readonly reason: Reason | undefined;
  /** The model's own probabilities, in the order of its classes; undefined where every sample is zero. */
  readonly raw: readonly number[] | undefined;
}

/** How a model's probabilities become answers. */
export interface Answering {
  readonly labels: readonly string[];
  readonly calibration: Calibration;
  /** The file's answer is about its first stretch alone, or about all of them together. */
  readonly rests: 'first' | 'all';
}

/**
 * The answer about a file and each of its stretches. A file's answer rests on the stretches that say something, as an
 * evaluation does; where none does, on those that are not silent, and it is no answer but a guess.
 *
 * @param against What speaks against the file as a whole.
 */
export function answerFile(
  heard: readonly Heard[],
  against: readonly NoAnswer[],
  { labels, calibration, rests }: Answering,
): FileAnswer {
  const answerOf = (raw: readonly number[], own: readonly NoAnswer[]): Answer => {
    const calibrated = calibrate(raw, calibration.temperature);
    const most = Math.max(...calibrated);
    const guess = labels[calibrated.indexOf(most)]!;
    const isUnsure = calibration.threshold !== null && most < calibration.threshold;
    const reasons = [...new Set([...own, ...against, ...(isUnsure ? (['probability too low'] as const) : [])])];
    const probabilities = Object.fromEntries(labels.map((label, i) => [label, calibrated[i]!]));
    return { label: reasons.length === 0 ? guess : null, guess, reasons, probabilities };
  };
  const silent: Answer = { label: null, reasons: ['silent'] };
  const windows = heard.map(
    ({ start, end, reason, raw }): WindowAnswer => ({
      start,
      end,
      ...(raw === undefined ? silent : answerOf(raw, reason === undefined ? [] : [reason])),
    }),
  );
  if (rests === 'first') {
    const { start: _, end, ...first } = windows[0]!;
    return { ...first, ...(windows.length > 1 && { answerOf: end }), windows };
  }
  const sounding = heard.filter(({ raw }) => raw !== undefined);
  const usable = sounding.filter(({ reason }) => reason === undefined);
  if (sounding.length === 0) return { ...silent, windows };
  const restsOn = usable.length > 0 ? usable : sounding;
  const reasons = restsOn.flatMap(({ reason }) => reason ?? []);
  return { ...answerOf(meanOf(restsOn.map(({ raw }) => raw!)), reasons), windows };
}

/**
 * Whether a recording's rate cannot hold what a model looks at and what all training files had: above half of its rate
 * there is silence, which no model of such files has met.
 *
 * @param rates In Hz: of the file, the lowest of the training files, and up to where the model looks.
 */
export function isBandMissing({
  nativeRate,
  lowestRate,
  highest,
}: {
  readonly nativeRate: number;
  readonly lowestRate: number;
  readonly highest: number;
}): boolean {
  // A tenth of leeway: 16 kHz for bands to 8 kHz is complete, telephone speech at 8 kHz lacks an octave.
  return nativeRate / 2 < 0.9 * Math.min(highest, lowestRate / 2);
}
