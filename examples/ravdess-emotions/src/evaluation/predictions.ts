import type { Emotion } from '@ser/ravdess';
import type { Clip } from '../corpus/clip.ts';
import { SerError } from '../errors.ts';
import { LABELS } from '../labels.ts';

/** What a model says of one test file. */
export interface Prediction {
  readonly file: string;
  readonly actor: number;
  readonly actual: Emotion;
  readonly predicted: Emotion;
  /** One probability a class, in the order of {@link LABELS}. */
  readonly probabilities: readonly number[];
}

/** Rows of probabilities → one prediction a clip; the most probable class wins, the first one on a tie. */
export function predictionsOf(clips: readonly Clip[], probabilities: Float32Array): Prediction[] {
  return clips.map((clip, row) => {
    const own = Array.from(probabilities.subarray(row * LABELS.length, (row + 1) * LABELS.length));
    return {
      file: clip.name,
      actor: clip.recording.actor,
      actual: clip.recording.emotion,
      predicted: LABELS[own.indexOf(Math.max(...own))]!,
      probabilities: own,
    };
  });
}

const COLUMNS = ['file', 'actor', 'actual', 'predicted', ...LABELS.map((label) => `p_${label}`)];

/** The table `predictions.csv`; probabilities with the digits that a float32 carries. */
export function predictionsToCsv(predictions: readonly Prediction[]): string {
  const rows = predictions.map(({ file, actor, actual, predicted, probabilities }) =>
    [file, actor, actual, predicted, ...probabilities.map((p) => p.toPrecision(9))].join(','),
  );
  return `${[COLUMNS.join(','), ...rows].join('\n')}\n`;
}

/** Reads such a table back; names the line that is wrong. */
export function predictionsFromCsv(text: string, path: string): Prediction[] {
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  if (header !== COLUMNS.join(','))
    throw new SerError(`${path} is not a table of predictions: its first line must be ${COLUMNS.join(',')}`);
  return lines.map((line, i) => {
    const [file, actor, actual, predicted, ...probabilities] = line.split(',');
    const known = (label: string | undefined): label is Emotion => LABELS.includes(label as Emotion);
    if (!file || !known(actual) || !known(predicted) || probabilities.length !== LABELS.length) {
      throw new SerError(`${path}, line ${i + 2}: not a prediction: ${line}`);
    }
    return { file, actor: Number(actor), actual, predicted, probabilities: probabilities.map(Number) };
  });
}
