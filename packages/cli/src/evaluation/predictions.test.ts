import { expect, test } from 'vitest';
import { clipOf, LABELS } from '../../test/clip-of.ts';
import { predictionsFromCsv, predictionsOf, predictionsToCsv } from './predictions.ts';
import { scoresOf } from './scores.ts';

const clips = [
  clipOf('03-01-05-01-01-01-01.wav'),
  clipOf('03-01-02-01-01-01-02.wav'),
  clipOf('03-01-08-01-01-01-03.wav'),
];
const probabilities = Float32Array.from({ length: 24 }, (_, i) => (i % 8 === [0, 3, 7][Math.floor(i / 8)] ? 0.3 : 0.1));

test('the most probable class is predicted', () => {
  const predictions = predictionsOf(clips, probabilities, LABELS);
  expect(predictions.map((p) => [p.actual, p.predicted])).toEqual([
    ['angry', 'angry'],
    ['calm', 'fearful'],
    ['surprised', 'surprised'],
  ]);
  expect(scoresOf(predictions, LABELS).accuracy).toBeCloseTo(2 / 3, 12);
  // Two of the three classes that occur are right. "fearful" was heard, so it has a precision and an F1 of 0, but no recall.
  expect(scoresOf(predictions, LABELS).macroRecall).toBeCloseTo(2 / 3, 12);
  expect(scoresOf(predictions, LABELS).macroPrecision).toBeCloseTo(2 / 4, 12);
  expect(scoresOf(predictions, LABELS).macroF1).toBeCloseTo(2 / 4, 12);
});

test('the table comes back as it was written', () => {
  const predictions = predictionsOf(clips, probabilities, LABELS);
  expect(
    predictionsFromCsv(predictionsToCsv({ labels: LABELS, predictions }), 'p.csv').predictions.map((p) => ({
      ...p,
      probabilities: p.probabilities.map(Math.fround),
    })),
  ).toEqual(predictions);
});

test('a wrong table is refused by its line', () => {
  const text = predictionsToCsv({ labels: LABELS, predictions: predictionsOf(clips, probabilities, LABELS) });
  expect(() => predictionsFromCsv('a,b\n1,2\n', 'p.csv')).toThrow(/p\.csv is not a table of predictions/);
  expect(() => predictionsFromCsv(text.replace(',calm,', ',sleepy,'), 'p.csv')).toThrow(/p\.csv, line 3/);
});

test('the fold goes along where folds are pooled, and columns that others added are passed over', () => {
  const pooled = predictionsOf(clips, probabilities, LABELS).map((prediction, i) => ({ ...prediction, fold: i }));
  const text = predictionsToCsv({ labels: LABELS, predictions: pooled });
  expect(predictionsFromCsv(text, 'p.csv').predictions.map(({ fold }) => fold)).toEqual([0, 1, 2]);
  const widened = text.replaceAll('\n', ',x\n');
  expect(predictionsFromCsv(widened, 'p.csv').predictions.map(({ fold }) => fold)).toEqual([0, 1, 2]);
  expect(() => predictionsFromCsv(text.replace(/,2\n$/, '\n'), 'p.csv')).toThrow(/p\.csv, line 4/);
});
