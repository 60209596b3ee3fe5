import { join } from 'node:path';
import type { CheckpointStore, EpochLogs, FreezeOption, History, ScalarSink, TrainingResult } from '@ser/models';
import { jsonLinesWriter, tensorBoardWriter } from '@ser/models/node';
import type { LayersModel } from '@tensorflow/tfjs';
import type { Model } from '../../models/model.ts';
import { foldName } from '../../run-folder.ts';
import type { Settings } from '../../settings/settings.ts';
import type { EmbeddedCorpus } from '../embed/embed-corpus.ts';
import { type ImageSourceOptions, imageSource } from '../features/image-source.ts';
import type { PipelineContext, Prepared } from '../prepare/prepare.ts';
import { fineTune } from './fine-tune.ts';
import { classesOf, classWeightsOf, type PhaseSurroundings } from './run-phase.ts';
import { softTargetsOf } from './soft-targets.ts';
import { trainHead } from './train-head.ts';

/** What both phases learn from. */
export interface PhaseData {
  readonly prepared: Prepared;
  readonly embedded: EmbeddedCorpus;
}

/** What the phases need of their surroundings. */
export type PhaseContext = Pick<PipelineContext, 'settings' | 'reporter' | 'signal' | 'logDir' | 'followTraining'>;

/** The head on the embeddings of the frozen backbone. */
export async function trainFirstPhase(
  model: Model,
  { prepared, embedded }: PhaseData,
  context: PhaseContext,
  checkpoint: CheckpointStore,
  runtime: PhaseSurroundings['runtime'],
): Promise<{ head: LayersModel; result: TrainingResult; seconds: number }> {
  const { settings, reporter, signal } = context;
  const { dim, rows } = embedded;
  const stage = reporter.stage(`${model.name} training`, settings.epochs);
  const { head, result } = await trainHead(
    {
      train: { x: rows.train!, y: classesOf(prepared.train, prepared.labels) },
      validation: { x: rows.validation!, y: classesOf(prepared.validation, prepared.labels) },
      dim,
      classes: prepared.labels.length,
      layers: embedded.loaded.backbone.waveform?.layers,
      learningRate: model.learningRate,
      classWeights: classWeightsOf(prepared, settings),
      softTargets: softTargetsOf(prepared.train, prepared.labels, settings),
    },
    settings,
    {
      checkpoint,
      signal,
      runtime,
      sinks: sinksOf(model.name, 'head', context),
      onProgress: (share, logs) => stage.update(share * settings.epochs, logs && summary(logs)),
    },
  );
  const { epochs, bestEpoch, history } = result;
  const elapsed = stage.end(
    `${epochs} epochs on ${prepared.train.length} ${model.input.kind === 'waveform' ? 'clips' : 'spectrograms'}, best at ${bestEpoch + 1}: ${summary(logsAt(history, bestEpoch))}`,
  );
  return { head, result, seconds: elapsed / 1000 };
}

/** Head and backbone together, on images that are made from the feature store as they are needed. */
export async function trainSecondPhase(
  model: Model,
  head: LayersModel,
  freeze: FreezeOption,
  { prepared, embedded: { loaded } }: PhaseData,
  context: PhaseContext,
  checkpoint: CheckpointStore,
  runtime: PhaseSurroundings['runtime'],
): Promise<{ model: LayersModel; result: TrainingResult; seconds: number }> {
  const { settings, reporter, signal } = context;
  const source = imagesOf(model, prepared, settings);
  const { backbone } = loaded;
  if (!('graph' in backbone)) throw new Error(`${model.name} is a file, which stays frozen.`);
  const stage = reporter.stage(`${model.name} fine-tuning`, settings.fineTuneEpochs);
  const tuned = await fineTune(
    {
      backbone,
      head,
      freeze,
      train: { x: imageSource(prepared.train, source), y: classesOf(prepared.train, prepared.labels) },
      validation: { x: imageSource(prepared.validation, source), y: classesOf(prepared.validation, prepared.labels) },
      classWeights: classWeightsOf(prepared, settings),
      softTargets: softTargetsOf(prepared.train, prepared.labels, settings),
    },
    settings,
    {
      checkpoint,
      signal,
      runtime,
      sinks: sinksOf(model.name, 'fine-tuning', context),
      onProgress: (share, logs) => stage.update(share * settings.fineTuneEpochs, logs && summary(logs)),
    },
  );
  const { epochs, bestEpoch, history } = tuned.result;
  const elapsed = stage.end(
    `${epochs} epochs (${settings.train}), best at ${bestEpoch + 1}: ${summary(logsAt(history, bestEpoch))}`,
  );
  return { ...tuned, seconds: elapsed / 1000 };
}

/** Where the images of a model are made from. */
export function imagesOf(model: Model, prepared: Prepared, settings: Settings): ImageSourceOptions {
  return {
    features: prepared.features,
    featureKeys: prepared.index.keys,
    make: model.input.make,
    settings,
  };
}

/** The figures of a phase for TensorBoard, and as JSON lines, in a folder of its own, so that curves stand side by side; and for who follows. */
function sinksOf(model: string, phase: string, { settings, logDir, followTraining }: PhaseContext): ScalarSink[] {
  const fold = foldName(Number(settings.fold));
  const folder = join(logDir ?? '', model, fold, phase);
  return [
    ...(logDir === undefined ? [] : [tensorBoardWriter(folder), jsonLinesWriter(join(folder, 'epochs.jsonl'))]),
    ...(followTraining ? [followTraining([model, fold, phase].join(', '))] : []),
  ];
}

function logsAt(history: History, epoch: number): EpochLogs {
  return Object.fromEntries(Object.entries(history).map(([key, values]) => [key, values[epoch]!]));
}

function summary(logs: EpochLogs): string {
  const shown = (key: string): string => (logs[key] ?? Number.NaN).toFixed(3);
  return `loss ${shown('loss')}, validation loss ${shown('val_loss')}, validation accuracy ${shown('val_accuracy')}`;
}
