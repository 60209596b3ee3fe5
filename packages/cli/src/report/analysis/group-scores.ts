import { type Interval, wilsonInterval } from '@ser/metrics';
import { reportBy } from '@ser/metrics/speech';
import { parseFilenameLenient, type Recording, STATEMENT_TEXTS } from '@ser/ravdess';
import type { Prediction } from '../../evaluation/predictions.ts';
import { LABELS } from '../../labels.ts';

/** Scores of the files of one group. */
export interface GroupScore extends Interval {
  /** As shown: `7`, `female`, `song` … */
  readonly group: string;
  readonly files: number;
  readonly accuracy: number;
  /** Mean recall over the emotions that the group has. */
  readonly uar: number;
}

/** One way of dividing the test part. */
export interface Breakdown {
  readonly name: string;
  readonly groups: readonly GroupScore[];
}

/** By what else than the voice a test part is divided. */
const FIELDS: readonly { readonly name: string; readonly of: (recording: Recording) => string }[] = [
  { name: 'Sex', of: ({ sex }) => sex },
  { name: 'Intensity', of: ({ intensity }) => intensity },
  { name: 'Channel', of: ({ vocalChannel }) => vocalChannel },
  { name: 'Sentence', of: ({ statement }) => STATEMENT_TEXTS[statement] },
];

/** Scores by voice, sorted by number; limits are Wilson's for the accuracy, for further files of the same voice. */
export function voiceScores(predictions: readonly Prediction[]): GroupScore[] {
  return scoresBy(predictions, ({ actor }) => actor);
}

/** Scores by sex, intensity, channel and sentence, where the test part has more than one of them and the names tell. */
export function breakdowns(predictions: readonly Prediction[]): Breakdown[] {
  const recordings = predictions.map(({ file, actor }) => recordingOf(file, actor));
  return FIELDS.flatMap(({ name, of }) => {
    const told = predictions.flatMap((prediction, i) => {
      const recording = recordings[i];
      return recording ? [{ prediction, group: of(recording) }] : [];
    });
    if (new Set(told.map(({ group }) => group)).size < 2) return [];
    const groupOf = new Map(told.map(({ prediction, group }) => [prediction, group]));
    return [{ name, groups: scoresBy([...groupOf.keys()], (prediction) => groupOf.get(prediction)!) }];
  });
}

function scoresBy(
  predictions: readonly Prediction[],
  groupOf: (prediction: Prediction) => string | number,
): GroupScore[] {
  const { by } = reportBy({
    yTrue: predictions.map(({ actual }) => actual),
    yPred: predictions.map(({ predicted }) => predicted),
    labels: LABELS,
    by: { by: predictions.map(groupOf) },
  });
  return by.groups.map(({ group, n, accuracy, uar }) => ({
    group: String(group),
    files: n,
    accuracy,
    uar,
    ...wilsonInterval({ successes: Math.round(accuracy * n), trials: n }),
  }));
}

function recordingOf(file: string, actor: number): Recording | undefined {
  const { recording } = parseFilenameLenient(file, { maxActor: 99 });
  return recording?.actor === actor ? recording : undefined;
}
