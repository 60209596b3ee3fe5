import { describeClasses } from '../../evaluation/report-files.ts';
import { confusionCounts, confusionsOf } from '../analysis/confusions.ts';
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
        text: 'The reports are set as scikit-learn’s classification_report prints them. In the matrices a row is a true class, a column what the model answered; the color is the share of the row.',
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
  const matrix = confusionCounts(predictions, labels);
  return [
    { kind: 'subheading', text: model },
    ...publishedOfEncoder(published),
    ...(layerWeights ? [layerBlock(layerWeights)] : []),
    {
      kind: 'pair',
      blocks: [
        {
          kind: 'preformatted',
          label: `Classification report of ${model}`,
          text: describeClasses({ labels, predictions }).text,
        },
        matrixOf(model, matrix, labels),
      ],
    },
    { kind: 'paragraph', text: confusions(predictions, labels) },
  ];
}

/** Counts by true and predicted class; each opens its files. */
function matrixOf(model: string, matrix: readonly (readonly number[])[], labels: readonly string[]): Block {
  return {
    kind: 'grid',
    caption: `Confusion matrix of ${model}: files by true class (rows) and answer (columns)`,
    corner: 'True',
    columns: [...labels, 'files'],
    rows: matrix.map((row, i) => {
      const files = row.reduce((sum, count) => sum + count, 0);
      const actual = labels[i]!;
      return {
        title: actual,
        cells: [
          ...row.map((count, j) => ({
            text: String(count),
            share: files === 0 ? 0 : count / files,
            files: count === 0 ? null : { model, actual, predicted: labels[j]! },
          })),
          { text: String(files), share: null, files: files === 0 ? null : { model, actual } },
        ],
      };
    }),
  };
}

/** In sight where it compares, folded where it does not. */
function publishedOfEncoder(published: ReturnType<typeof emoboxFigures>): Block[] {
  if (!published) return [];
  const text: Block = { kind: 'paragraph', text: published.text };
  return published.isAlike
    ? [text]
    : [{ kind: 'details', summary: 'What was published of this encoder by another protocol', blocks: [text] }];
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
function confusions(predictions: ModelData['predictions'], labels: readonly string[]): string {
  const texts = confusionsOf(predictions, labels)
    .slice(0, 3)
    .map(
      ({ actual, predicted, count, files }) =>
        `${actual} taken for ${predicted} (${count} of ${files}, ${percent(count / files, 0)} %)`,
    );
  return texts.length === 0 ? 'No file is taken for another class.' : `Most often ${listed(texts)}.`;
}
