import { confusionMatrix } from '@ser/metrics';
import { confusionMatrixPlot } from '@ser/metrics/plots';
import { describeClasses } from '../../evaluation/report-files.ts';
import { emoboxFigures } from '../analysis/emobox-figures.ts';
import type { Block, Section } from '../document.ts';
import type { Report } from '../report.ts';
import type { ModelData, RunData } from '../run-data.ts';
import { listed, percent } from '../words.ts';

/** Classification report and confusion matrix of each model. */
export function modelResults({ models, run }: Report): Section {
  return {
    id: 'reports',
    title: 'Classification reports and confusion matrices',
    blocks: [
      {
        kind: 'paragraph',
        text: 'The reports are set as scikit-learn’s classification_report prints them. In the matrices a row is a true class with its number of files, a column what the model predicted; cells hold files and their share of the row.',
      },
      ...models.flatMap(({ model, data }) => modelBlocks(model, data, run)),
    ],
  };
}

function modelBlocks(
  model: string,
  { predictions, layerWeights, weights }: ModelData,
  { labels, configuration }: RunData,
): Block[] {
  const published = emoboxFigures(weights, configuration.settings, configuration.corpus);
  const yTrue = predictions.map(({ actual }) => actual);
  const yPred = predictions.map(({ predicted }) => predicted);
  const matrix = confusionMatrix({ yTrue, yPred, labels }).to2DArray();
  const said = confusions(matrix, labels);
  return [
    { kind: 'subheading', text: model },
    ...(published ? [{ kind: 'paragraph', text: published } as const] : []),
    ...(layerWeights ? [layerBlock(layerWeights)] : []),
    {
      kind: 'pair',
      blocks: [
        {
          kind: 'preformatted',
          label: `Classification report of ${model}`,
          text: describeClasses({ labels, predictions }).text,
        },
        {
          kind: 'figures',
          figures: [
            {
              id: `${model}-confusion-matrix`,
              alt: `Confusion matrix of ${model}. ${said}`,
              caption: said,
              specification: confusionMatrixPlot({ matrix, labels, title: '', legend: false }),
            },
          ],
        },
      ],
    },
  ];
}

/** What the head learned of the hidden states of a speech encoder. */
function layerBlock(layerWeights: readonly number[]): Block {
  const shares = layerWeights.map((share, layer) => `${layer}: ${percent(share, 1)} %`);
  return {
    kind: 'paragraph',
    text: `How much each hidden state of the encoder counts in the head, the input of its first layer being 0 (even would be ${percent(1 / shares.length, 1)} % each): ${shares.join(', ')}.`,
  };
}

/** The three most frequent confusions in words. */
function confusions(matrix: readonly (readonly number[])[], labels: readonly string[]): string {
  const cells = matrix
    .flatMap((row, i) => {
      const files = row.reduce((sum, count) => sum + count, 0);
      return row.map((count, j) => ({ i, j, count, files }));
    })
    .filter(({ i, j, count }) => i !== j && count > 0)
    .sort((a, b) => b.count - a.count || a.i - b.i || a.j - b.j)
    .slice(0, 3);
  if (cells.length === 0) return 'No file is taken for another class.';
  const texts = cells.map(
    ({ i, j, count, files }) =>
      `${labels[i]} taken for ${labels[j]} (${count} of ${files}, ${percent(count / files, 0)} %)`,
  );
  return `Most often ${listed(texts)}.`;
}
