import { readFile } from 'node:fs/promises';
import { mcnemarTest } from '@ser/metrics';
import { SerError } from '../errors.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import { MODEL_NAMES, type ModelName } from '../models.ts';
import { caveatOf } from '../pipeline/caveat.ts';
import type { TrainingRecord } from '../pipeline/train-model.ts';
import { type RunFolder, readConfiguration, readJson, writeJson } from '../run-folder.ts';
import { type ComparisonRow, comparisonTable } from './comparison.ts';
import { type Prediction, predictionsFromCsv } from './predictions.ts';
import { scoresOf } from './scores.ts';

/** Two models on the same test files. */
export interface Difference {
  readonly models: readonly [ModelName, ModelName];
  /** Files that only the one, or only the other, gets right. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** McNemar's exact p value: how often chance alone splits the disagreements so unevenly. */
  readonly pValue: number;
}

/** Reads the predictions of all evaluated models of a run, writes comparison.md and comparison.json, and returns what they say. */
export async function writeComparison(
  folder: RunFolder,
): Promise<{ rows: ComparisonRow[]; differences: Difference[]; text: string }> {
  const configuration = await readConfiguration(folder);
  const found: { model: ModelName; predictions: Prediction[] }[] = [];
  const weights: string[] = [];
  for (const model of MODEL_NAMES) {
    const path = folder.of(model).predictions;
    const text = await readFile(path, 'utf8').catch(() => undefined);
    const record = await readJson<TrainingRecord>(folder.of(model).training);
    // A model of an earlier run in the same folder had another split or other settings: it does not compare.
    if (text === undefined || record?.identity !== configuration.identity) continue;
    found.push({ model, predictions: predictionsFromCsv(text, path) });
    weights.push(record.weights);
  }
  if (found.length === 0)
    throw new SerError(
      `${folder.path} holds no predictions of its present split and settings. Make some: ser evaluate --run ${folder.path}`,
    );

  const rows = found.map(({ model, predictions }) => ({ model, scores: scoresOf(predictions) }));
  const differences = pairs(found).map(([a, b]) => difference(a, b));
  const caveat = caveatOf({ synthetic: configuration.synthetic, weights });
  const text = [comparisonTable(rows), '', ...differences.map(describe), ...(caveat ? ['', caveat] : [])].join('\n');
  await writeFileAtomic(folder.comparisonMarkdown, `# Comparison\n\n${text}\n`);
  await writeJson(folder.comparisonJson, { caveat, models: rows, differences });
  return { rows, differences, text };
}

function difference(
  a: { model: ModelName; predictions: readonly Prediction[] },
  b: { model: ModelName; predictions: readonly Prediction[] },
): Difference {
  const other = new Map(b.predictions.map((prediction) => [prediction.file, prediction]));
  const shared = a.predictions.filter(({ file }) => other.has(file));
  const result = mcnemarTest({
    yTrue: shared.map((prediction) => prediction.actual),
    yPredA: shared.map((prediction) => prediction.predicted),
    yPredB: shared.map((prediction) => other.get(prediction.file)!.predicted),
    method: 'exact',
  });
  return {
    models: [a.model, b.model],
    onlyFirst: result.onlyACorrect,
    onlySecond: result.onlyBCorrect,
    pValue: result.pValue,
  };
}

function describe({ models: [first, second], onlyFirst, onlySecond, pValue }: Difference): string {
  const verdict = pValue < 0.05 ? 'a difference' : 'no clear difference';
  return `- ${first} against ${second}: ${onlyFirst} files only the first gets right, ${onlySecond} only the second; ${verdict} (McNemar exact p = ${pValue.toFixed(3)})`;
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((first, i) => items.slice(i + 1).map((second): [T, T] => [first, second]));
}
