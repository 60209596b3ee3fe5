import { learningCurvesPlot } from '@ser/metrics/plots';
import { BASELINE } from '../../models/models.ts';
import type { Block, Figure, Section } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import type { TrainingCurves } from '../run-data.ts';
import { counted } from '../words.ts';

/** How every training went. */
export function learningCurves({ models }: Report): Section {
  return {
    id: 'learning-curves',
    title: 'Learning curves',
    // The baseline is solved, not trained in epochs.
    blocks: models.filter(({ model }) => model !== BASELINE).flatMap(modelBlocks),
  };
}

function modelBlocks({ model, data }: ModelReport): Block[] {
  const heading: Block = { kind: 'subheading', text: model };
  const figures = data.curves.flatMap((curves) => figureOf(model, curves));
  if (figures.length === 0) return [heading, { kind: 'paragraph', text: 'Not recorded: history.json is missing.' }];
  if (figures.length === 1) return [heading, { kind: 'figures', figures }];
  return [
    heading,
    { kind: 'figures', figures: figures.slice(0, 1) },
    { kind: 'details', summary: `${model}: the other folds`, blocks: [{ kind: 'figures', figures: figures.slice(1) }] },
  ];
}

function figureOf(model: string, { fold, history, bestEpoch, fineTuningFrom }: TrainingCurves): Figure[] {
  const curves = Object.fromEntries(
    ['loss', 'val_loss', 'accuracy', 'val_accuracy'].flatMap((name) => {
      const values = history[name];
      return values && values.length > 0 ? [[name, values]] : [];
    }),
  );
  if (Object.keys(curves).length === 0) return [];
  const epochs = Math.max(...Object.values(curves).map((values) => values.length));
  const best = bestEpoch === undefined ? null : bestEpoch + 1;
  const last = (name: string): string => {
    const values = curves[name];
    const value = best === null ? values?.at(-1) : values?.[best - 1];
    return value === undefined ? '' : value.toFixed(3);
  };
  const reached = [
    ...(last('loss') ? [`loss ${last('loss')}`] : []),
    ...(last('val_loss') ? [`validation loss ${last('val_loss')}`] : []),
    ...(last('val_accuracy') ? [`validation accuracy ${last('val_accuracy')}`] : []),
  ].join(', ');
  const text = `${fold === null ? '' : `Fold ${fold}: `}${counted(epochs, 'epoch')}${best === null ? '' : `, the weights of epoch ${best} kept`}: ${reached}.${fineTuningFrom === undefined ? '' : ` From epoch ${fineTuningFrom + 1} on the backbone was fine-tuned.`}`;
  return [
    {
      id: `${model}-learning-curves${fold === null ? '' : `-${fold}`}`,
      alt: `Loss and accuracy of ${model} over training. ${text}`,
      caption: text,
      specification: learningCurvesPlot({ history: curves, bestEpoch: best, title: '', width: 340, height: 200 }),
    },
  ];
}
