import type { Clip } from '../corpus/clip.ts';
import { SerError } from '../errors.ts';
import { csvLine, parseCsv } from '../files/csv.ts';

/** What a model says of one test file. */
export interface Prediction {
  /** Name of the recording in its corpus. */
  readonly file: string;
  /** Who speaks; missing where the corpus does not tell. */
  readonly speaker?: string | undefined;
  readonly actual: string;
  readonly predicted: string;
  /** One probability per class, in the order of the run's classes. */
  readonly probabilities: readonly number[];
  /** The fold whose model said it, from 0, where the folds of a cross-validation are pooled. */
  readonly fold?: number | undefined;
}

/** A table of predictions and the classes of its probabilities. */
export interface PredictionTable {
  readonly labels: readonly string[];
  readonly predictions: readonly Prediction[];
}

/**
 * Rows of probabilities, one per stretch of a clip, as predictions: a clip's answer is the mean over its stretches, which stand
 * one after the other. The most probable class wins, the first one on a tie.
 */
export function predictionsOf(
  clips: readonly Clip[],
  probabilities: Float32Array,
  labels: readonly string[],
): Prediction[] {
  const rowsOf = new Map<Clip, number[]>();
  for (const [row, clip] of clips.entries()) rowsOf.set(clip, [...(rowsOf.get(clip) ?? []), row]);
  return [...rowsOf].map(([clip, rows]) => {
    const own = meanOf(rows.map((row) => probabilities.subarray(row * labels.length, (row + 1) * labels.length)));
    return {
      file: clip.name,
      speaker: clip.speaker,
      actual: clip.label,
      predicted: labels[own.indexOf(Math.max(...own))]!,
      probabilities: own,
    };
  });
}

/** The mean of some rows of probabilities, class by class. */
export function meanOf(rows: readonly ArrayLike<number>[]): number[] {
  return Array.from(rows[0]!, (_, label) => rows.reduce((sum, row) => sum + row[label]!, 0) / rows.length);
}

const COLUMNS = ['file', 'speaker', 'actual', 'predicted'] as const;
const PROBABILITY = 'p_';

/** The table `predictions.csv`; probabilities with the digits that a float32 carries, and last the fold where there is one. */
export function predictionsToCsv({ labels, predictions }: PredictionTable): string {
  const pooled = predictions.some(({ fold }) => fold !== undefined);
  const header = [...COLUMNS, ...labels.map((label) => PROBABILITY + label), ...(pooled ? ['fold'] : [])];
  const rows = predictions.map(({ file, speaker = '', actual, predicted, probabilities, fold }) => [
    file,
    speaker,
    actual,
    predicted,
    ...probabilities.map((p) => p.toPrecision(9)),
    ...(pooled ? [fold ?? ''] : []),
  ]);
  return `${[header, ...rows].map(csvLine).join('\n')}\n`;
}

/** Reads such a table back; names the row that is wrong. Columns that other programs added at the end are passed over. */
export function predictionsFromCsv(text: string, path: string): PredictionTable {
  const { header, rows } = parseCsv(text);
  const labels = header.filter((name) => name.startsWith(PROBABILITY)).map((name) => name.slice(PROBABILITY.length));
  if (labels.length === 0 || COLUMNS.some((name, i) => header[i] !== name))
    throw new SerError(
      `${path} is not a table of predictions: its first line must begin with ${COLUMNS.join(',')} and go on with one column ${PROBABILITY}CLASS per class.`,
    );
  const predictions = rows.map((row, i): Prediction => {
    const { file = '', speaker = '', actual = '', predicted = '', fold = '' } = row;
    const cells = labels.map((label) => row[PROBABILITY + label] ?? '');
    const probabilities = cells.map(Number);
    const isWhole = cells.every((cell) => cell !== '') && probabilities.every(Number.isFinite);
    const missesFold = header.includes('fold') && row.fold === undefined;
    if (!file || !labels.includes(actual) || !labels.includes(predicted) || !isWhole || missesFold)
      throw new SerError(`${path}, line ${i + 2}: not a prediction: ${csvLine(Object.values(row))}`);
    return {
      file,
      speaker: speaker === '' ? undefined : speaker,
      actual,
      predicted,
      probabilities,
      ...(fold !== '' && { fold: Number(fold) }),
    };
  });
  return { labels, predictions };
}
