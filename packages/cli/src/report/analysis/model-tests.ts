import { compareModels, holmCorrection, mcnemarTest } from '@ser/metrics';
import { speakerGroups } from '../../corpus/clip.ts';
import type { Prediction } from '../../evaluation/predictions.ts';
import type { ModelName } from '../../models/model.ts';

/** Predictions of one model. */
export interface ModelPredictions {
  readonly model: ModelName;
  readonly predictions: readonly Prediction[];
}

/** Two models on the test files that both have seen. */
export interface Difference {
  readonly models: readonly [ModelName, ModelName];
  /** Test files that both have. */
  readonly files: number;
  /** Files that only the one, or only the other, gets right. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** McNemar's exact p value: how often chance alone splits the disagreements so unevenly. */
  readonly pValue: number;
  /** The same, corrected by Holm's method for the number of pairs. */
  readonly pHolm: number;
  /** UAR of the first minus UAR of the second, with 95 % limits over speakers; null with fewer than two speakers. */
  readonly uar: { readonly difference: number; readonly low: number; readonly high: number } | null;
}

/** Two models to be tested against each other. */
export interface PairToTest {
  readonly first: ModelPredictions;
  readonly second: ModelPredictions;
  /** The classes that both know. */
  readonly labels: readonly string[];
}

/** Every pair of models, in order. */
export function modelTests(models: readonly ModelPredictions[], labels: readonly string[], seed: number): Difference[] {
  return testPairs(
    models.flatMap((first, i) => models.slice(i + 1).map((second) => ({ first, second, labels }))),
    seed,
  );
}

/** Given pairs of models, corrected for their number. */
export function testPairs(given: readonly PairToTest[], seed: number): Difference[] {
  const pairs = given.map((pair) => testPair(pair, seed));
  const corrected = holmCorrection(pairs.map(({ pValue }) => pValue));
  return pairs.map((pair, i) => ({ ...pair, pHolm: corrected[i]! }));
}

function testPair({ first: a, second: b, labels }: PairToTest, seed: number): Omit<Difference, 'pHolm'> {
  const other = new Map(b.predictions.map((prediction) => [prediction.file, prediction]));
  const shared = a.predictions.filter(({ file }) => other.has(file));
  const yTrue = shared.map(({ actual }) => actual);
  const yPredA = shared.map(({ predicted }) => predicted);
  const yPredB = shared.map(({ file }) => other.get(file)!.predicted);
  const { onlyACorrect, onlyBCorrect, pValue } = mcnemarTest({ yTrue, yPredA, yPredB, method: 'exact' });
  const groups = speakerGroups(shared);
  const paired =
    new Set(groups).size > 1
      ? compareModels({ yTrue, predictions: { a: yPredA, b: yPredB }, labels, groups, metric: 'uar', seed }).pairs[0]!
      : null;
  return {
    models: [a.model, b.model],
    files: shared.length,
    onlyFirst: onlyACorrect,
    onlySecond: onlyBCorrect,
    pValue,
    uar: paired && { difference: paired.difference, low: paired.low, high: paired.high },
  };
}
