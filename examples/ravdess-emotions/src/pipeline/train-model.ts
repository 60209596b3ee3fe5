import { learningCurvesPlot } from '@ser/metrics/plots';
import { balancedClassWeights, createHead, fitNormalization, type History, train } from '@ser/models';
import { saveClassifier } from '@ser/models/node';
import type { Example } from '../corpus/clip.ts';
import { digest } from '../files/digest.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import { LABELS, labelIndex } from '../labels.ts';
import { MODELS, type ModelName } from '../models.ts';
import { renderSvg } from '../plots/render-svg.ts';
import { type ModelFolder, readJson, writeJson } from '../run-folder.ts';
import { caveatOf } from './caveat.ts';
import type { EmbeddedCorpus } from './embed-corpus.ts';
import type { Engines } from './engines.ts';
import type { PipelineContext, Prepared } from './prepare.ts';

/** Raised when the same settings would train another model. */
const TRAINING_VERSION = 1;

/** The settings that turn a recording into a model's input; they go with a saved classifier. */
const PREPROCESSING = [
  'sampleRate',
  'duration',
  'noiseReduction',
  'features',
  'nMels',
  'nMfcc',
  'nFft',
  'hopLength',
  'fMin',
  'fMax',
  'imageHeight',
  'imageWidth',
  'preprocessing',
] as const;

/** What `training.json` says of a finished training. */
export interface TrainingRecord {
  /** Digest of everything that decides the result; a training is reused where it is equal. */
  readonly key: string;
  /** Digest of the settings and the split. */
  readonly identity: string;
  readonly weights: string;
  readonly engine: string;
  readonly backend: string;
  readonly examples: { readonly train: number; readonly validation: number };
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly seconds: number;
}

/** What one model is trained on, and where its files go. */
export interface TrainModelInput {
  readonly prepared: Prepared;
  readonly embedded: EmbeddedCorpus;
  readonly folder: ModelFolder;
  readonly engines: Engines;
  /** True for the demo corpus. */
  readonly synthetic: boolean;
}

/** Trains the head of one model on the embeddings of its frozen backbone, or finds that it is trained already. */
export async function trainModel(
  model: ModelName,
  { prepared, embedded, folder, engines, synthetic }: TrainModelInput,
  { settings, stages, reporter, signal }: Pick<PipelineContext, 'settings' | 'stages' | 'reporter' | 'signal'>,
): Promise<TrainingRecord> {
  const { loaded, dim, rows } = embedded;
  const examples = [...prepared.train, ...prepared.validation];
  const key = digest({
    version: TRAINING_VERSION,
    model,
    settings,
    fingerprint: loaded.fingerprint,
    ...engines,
    examples: examples.map((example) => prepared.index.keys.get(example)),
    train: prepared.train.length,
  });
  const work = stages.start('training', model);
  const existing = await readJson<TrainingRecord>(folder.training);
  if (existing?.key === key) {
    reporter.note(`${model} is trained already, with the same data and settings: reused from ${folder.path}`);
    await work.end({ items: examples.length, computed: 0, of: key });
    return existing;
  }

  const x = rows.train!;
  const y = labelsOf(prepared.train);
  const head = createHead({
    inputDim: dim,
    classes: LABELS.length,
    dropout: settings.dropout,
    normalization: fitNormalization(x, { dim }),
    seed: settings.seed,
  });
  const stage = reporter.stage(`${model} training`, settings.epochs);
  try {
    const training = train(head, {
      x,
      y,
      sampleShape: [dim],
      classes: LABELS.length,
      validation: { x: rows.validation!, y: labelsOf(prepared.validation) },
      epochs: settings.epochs,
      batchSize: settings.batchSize,
      optimizer: { name: 'adam', learningRate: MODELS[model].learningRate * settings.learningRateScale },
      ...(settings.classWeights === 'balanced' && {
        classWeights: balancedClassWeights(
          prepared.parts.train.map((clip) => labelIndex(clip.recording.emotion)),
          LABELS.length,
        ),
      }),
      earlyStopping: { monitor: 'val_loss', patience: settings.patience, restoreBestWeights: true },
      seed: settings.seed,
      signal,
    });
    let step = await training.next();
    for (; !step.done; step = await training.next()) {
      if (step.value.type === 'epoch') stage.update(step.value.epoch + 1, summary(step.value.logs));
    }
    const { history, bestEpoch, epochs } = step.value;
    const elapsed = stage.end(
      `${epochs} epochs on ${prepared.train.length} spectrograms, best at ${bestEpoch + 1}: ${summary(logsAt(history, bestEpoch))}`,
    );
    const record: TrainingRecord = {
      key,
      identity: prepared.identity,
      weights: loaded.source,
      engine: engines.engine,
      backend: engines.backend,
      examples: { train: prepared.train.length, validation: prepared.validation.length },
      epochs,
      bestEpoch,
      seconds: elapsed / 1000,
    };
    await saveClassifier(folder.classifier, {
      head,
      backbone: loaded.backbone,
      labels: LABELS,
      preprocessing: Object.fromEntries(PREPROCESSING.map((name) => [name, settings[name]])),
      card: {
        title: `Speech emotion: ${model}`,
        description: `A head on the frozen ${loaded.backbone.name} (${loaded.source} weights), trained by \`ser train\`.`,
        evaluation: `See report.txt beside this folder: a test part split off ${settings.split}.`,
        limitations: caveatOf({ synthetic, weights: [loaded.source] }),
      },
    });
    await writeJson(folder.history, history);
    const { learning_rate: _, ...curves } = history;
    await writeFileAtomic(
      folder.learningCurves,
      await renderSvg(
        learningCurvesPlot({ history: curves, bestEpoch: bestEpoch + 1, title: `${model}: learning curves` }),
      ),
    );
    // Last, since it vouches for the rest.
    await writeJson(folder.training, record);
    await work.end({ items: examples.length, computed: examples.length, of: key });
    return record;
  } finally {
    head.dispose();
  }
}

function labelsOf(examples: readonly Example[]): number[] {
  return examples.map((example) => labelIndex(example.clip.recording.emotion));
}

function logsAt(history: History, epoch: number): Record<string, number> {
  return Object.fromEntries(Object.entries(history).map(([key, values]) => [key, values[epoch]!]));
}

function summary(logs: Readonly<Record<string, number>>): string {
  const shown = (key: string): string => (logs[key] ?? Number.NaN).toFixed(3);
  return `loss ${shown('loss')}, validation loss ${shown('val_loss')}, validation accuracy ${shown('val_accuracy')}`;
}
