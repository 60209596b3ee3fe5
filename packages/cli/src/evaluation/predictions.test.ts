import { parseFilename } from '@ser/ravdess';
import { expect, test } from 'vitest';
import { LABELS } from '../labels.ts';
import { predictionsFromCsv, predictionsOf, predictionsToCsv } from './predictions.ts';
import { scoresOf } from './scores.ts';

const clip = (name: string) => ({ path: `/x/${name}`, name, recording: parseFilename(name) });
const clips = [clip('03-01-05-01-01-01-01.wav'), clip('03-01-02-01-01-01-02.wav'), clip('03-01-08-01-01-01-03.wav')];
const probabilities = Float32Array.from({ length: 24 }, (_, i) => (i % 8 === [0, 3, 7][Math.floor(i / 8)] ? 0.3 : 0.1));

test('labels are in the order of the published tables', () => {
  expect(LABELS).toEqual(['angry', 'calm', 'disgust', 'fearful', 'happy', 'neutral', 'sad', 'surprised']);
});

test('the most probable class is predicted', () => {
  const predictions = predictionsOf(clips, probabilities);
  expect(predictions.map((p) => [p.actual, p.predicted])).toEqual([
    ['angry', 'angry'],
    ['calm', 'fearful'],
    ['surprised', 'surprised'],
  ]);
  expect(scoresOf(predictions).accuracy).toBeCloseTo(2 / 3, 12);
  // Two of the three classes that occur are right. "fearful" was heard, so it has a precision and an F1 of 0, but no recall.
  expect(scoresOf(predictions).macroRecall).toBeCloseTo(2 / 3, 12);
  expect(scoresOf(predictions).macroPrecision).toBeCloseTo(2 / 4, 12);
  expect(scoresOf(predictions).macroF1).toBeCloseTo(2 / 4, 12);
});

test('the table comes back as it was written', () => {
  const predictions = predictionsOf(clips, probabilities);
  expect(
    predictionsFromCsv(predictionsToCsv(predictions), 'p.csv').map((p) => ({
      ...p,
      probabilities: p.probabilities.map(Math.fround),
    })),
  ).toEqual(predictions);
});

test('a wrong table is refused by its line', () => {
  const text = predictionsToCsv(predictionsOf(clips, probabilities));
  expect(() => predictionsFromCsv('a,b\n1,2\n', 'p.csv')).toThrow(/p\.csv is not a table of predictions/);
  expect(() => predictionsFromCsv(text.replace(',calm,', ',sleepy,'), 'p.csv')).toThrow(/p\.csv, line 3/);
});

test('the fold goes along where folds are pooled, and columns that others added are passed over', () => {
  const pooled = predictionsOf(clips, probabilities).map((prediction, i) => ({ ...prediction, fold: i }));
  const text = predictionsToCsv(pooled);
  expect(predictionsFromCsv(text, 'p.csv').map(({ fold }) => fold)).toEqual([0, 1, 2]);
  const widened = text.replaceAll('\n', ',x\n');
  expect(predictionsFromCsv(widened, 'p.csv').map(({ fold }) => fold)).toEqual([0, 1, 2]);
  expect(() => predictionsFromCsv(text.replace(/,2\n$/, '\n'), 'p.csv')).toThrow(/p\.csv, line 4/);
});
