import { expect, test } from 'vitest';
import type { Prediction } from './predictions.ts';
import { describeClasses } from './report-files.ts';
import { scoresOf, testedClasses } from './scores.ts';

const labels = ['a', 'b', 'c', 'd'];
function predictions(actual: string, predicted: string): Prediction[] {
  return [...actual].map((label, i) => ({
    file: `${i}.wav`,
    actual: label,
    predicted: predicted[i]!,
    probabilities: [0.4, 0.3, 0.2, 0.1],
  }));
}

// The figures are those of scikit-learn 1.9: balanced_accuracy_score, and precision_score and f1_score without labels.
test.each([
  ['a class that nobody predicted', 'aabbcc', 'aabbaa', { macroRecall: 2 / 3, macroPrecision: 0.5, macroF1: 5 / 9 }],
  ['a class that no file has', 'aaabb', 'acaac', { macroRecall: 1 / 3, macroPrecision: 2 / 9, macroF1: 2 / 9 }],
  ['one class alone', 'aaa', 'aaa', { macroRecall: 1, macroPrecision: 1, macroF1: 1 }],
  ['nothing right', 'ab', 'ba', { macroRecall: 0, macroPrecision: 0, macroF1: 0 }],
])('%s: every average is a number, and that of scikit-learn', (_, actual, predicted, expected) => {
  const given = predictions(actual, predicted);
  const scores = scoresOf(given, labels);
  for (const [name, value] of Object.entries(expected)) {
    expect(scores[name as keyof typeof expected], name).toBeCloseTo(value, 12);
  }
  for (const [name, value] of Object.entries(scores)) expect(Number.isFinite(value), name).toBe(true);
  // The report beside it tells the same averages, over the same classes.
  const { report, text } = describeClasses({ labels, predictions: given });
  expect(text).not.toMatch(/NaN|undefined/);
  const macro = report.toJSON()['macro avg'] as { precision: number; 'f1-score': number };
  expect(macro.precision).toBeCloseTo(scores.macroPrecision, 12);
  expect(macro['f1-score']).toBeCloseTo(scores.macroF1, 12);
});

test('chance is one of the classes that have test files, not one of eight', () => {
  expect(testedClasses(predictions('aabbcc', 'aabbaa'))).toBe(3);
});
