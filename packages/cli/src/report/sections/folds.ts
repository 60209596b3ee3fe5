import { poolFolds } from '@ser/metrics/speech';
import { speakersOf } from '../../corpus/clip.ts';
import type { Block, Section } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import { percent } from '../words.ts';

/** The folds of a cross-validation, where the run is one. */
export function folds({ models, run }: Report): Section[] {
  const blocks = models.flatMap((model) => foldTable(model, run.labels));
  if (blocks.length === 0) return [];
  return [
    {
      id: 'folds',
      title: 'Fold by fold',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Every figure elsewhere is of the pooled predictions: each file is tested once, by the model that did not train on it. The mean over folds is another number; papers report either. The deviation over folds is no standard error, since training parts overlap.',
        },
        ...blocks,
      ],
    },
  ];
}

function foldTable({ model, data }: ModelReport, labels: readonly string[]): Block[] {
  const numbers = [...new Set(data.predictions.flatMap(({ fold }) => (fold === undefined ? [] : [fold])))].sort(
    (a, b) => a - b,
  );
  if (numbers.length < 2) return [];
  const { perFold, overFolds, pooled } = poolFolds({
    labels,
    folds: numbers.map((number) => {
      const own = data.predictions.filter(({ fold }) => fold === number);
      return { yTrue: own.map(({ actual }) => actual), yPred: own.map(({ predicted }) => predicted) };
    }),
  });
  const speakers = numbers.map((number) => speakersOf(data.predictions.filter(({ fold }) => fold === number)));
  const { uar, accuracy, macroF1 } = overFolds;
  const spread = (pick: 'mean' | 'standardDeviation'): string[] =>
    [uar[pick], accuracy[pick], macroF1[pick]].map((value) => percent(value));
  const row = (scores: (typeof perFold)[number]): string[] =>
    [scores.uar, scores.accuracy, scores.macroF1].map((value) => percent(value));
  return [
    {
      kind: 'table',
      caption: `${model}, fold by fold, in percent`,
      columns: [
        { title: 'Fold' },
        { title: 'Test speakers' },
        ...['Files', 'UAR', 'Accuracy', 'Macro F1'].map((title) => ({ title, numeric: true })),
      ],
      rows: [
        ...perFold.map((scores, i) => [String(numbers[i]), speakers[i]!.join(', '), String(scores.n), ...row(scores)]),
        ['Mean over folds', '', '', ...spread('mean')],
        ['Standard deviation', '', '', ...spread('standardDeviation')],
        ['Pooled', '', String(pooled.n), ...row(pooled)],
      ],
    },
  ];
}
