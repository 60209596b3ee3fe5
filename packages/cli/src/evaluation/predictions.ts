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
  /** The fold whose model said it, from 0, where the folds of a cross-validation are pooled. */
  readonly fold?: number;
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

/** The table `predictions.csv`; probabilities with the digits that a float32 carries, and last the fold where there is one. */
export function predictionsToCsv(predictions: readonly Prediction[]): string {
  const pooled = predictions.some(({ fold }) => fold !== undefined);
  const header = pooled ? [...COLUMNS, 'fold'] : COLUMNS;
  const rows = predictions.map(({ file, actor, actual, predicted, probabilities, fold }) =>
    [
      file,
      actor,
      actual,
      predicted,
      ...probabilities.map((p) => p.toPrecision(9)),
      ...(pooled ? [fold ?? ''] : []),
    ].join(','),
  );
  return `${[header.join(','), ...rows].join('\n')}\n`;
}

/** Reads such a table back; names the line that is wrong. Columns that other programs added at the end are passed over. */
export function predictionsFromCsv(text: string, path: string): Prediction[] {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  if (header !== COLUMNS.join(',') && !header.startsWith(`${COLUMNS.join(',')},`))
    throw new SerError(`${path} is not a table of predictions: its first line must begin with ${COLUMNS.join(',')}`);
  const columns = header.split(',');
  const foldColumn = columns.indexOf('fold');
  return lines.map((line, i) => {
    const cells = line.split(',');
    const [file, actor, actual, predicted, ...rest] = cells;
    const probabilities = rest.slice(0, LABELS.length).map(Number);
    const known = (label: string | undefined): label is Emotion => LABELS.includes(label as Emotion);
    const isWhole = cells.length === columns.length && probabilities.every(Number.isFinite);
    if (!file || !known(actual) || !known(predicted) || !isWhole) {
      throw new SerError(`${path}, line ${i + 2}: not a prediction: ${line}`);
    }
    const fold = foldColumn < 0 || cells[foldColumn] === '' ? undefined : Number(cells[foldColumn]);
    return {
      file,
      actor: Number(actor),
      actual,
      predicted,
      probabilities,
      ...(fold !== undefined && { fold }),
    };
  });
}
