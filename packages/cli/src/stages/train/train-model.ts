import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { learningCurvesPlot } from '@ser/metrics/plots';
import {
  type Backbone,
  type BackboneReference,
  type FreezeOption,
  type History,
  layerWeights,
  predict,
  type Samples,
} from '@ser/models';
import { checkpointFile, saveClassifier } from '@ser/models/node';
import type { LayersModel } from '@tensorflow/tfjs';
import { figureCaveats } from '../../caveats.ts';
import { isLeftOut } from '../../engines/backends.ts';
import type { Engines } from '../../engines/open-engines.ts';
import { type Calibration, fitCalibration, UNCALIBRATED } from '../../evaluation/calibration.ts';
import { predictionsOf } from '../../evaluation/predictions.ts';
import { digest } from '../../files/digest.ts';
import { removeOwn } from '../../files/remove-own.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import type { LoadedBackbone, Model } from '../../models/model.ts';
import { renderSvg } from '../../plots/render-svg.ts';
import { findRecord, type ModelFolder, resultFiles, writeJson, writeRecord } from '../../run-folder.ts';
import { settingsOf } from '../../settings/settings-of.ts';
import { imageSource } from '../features/image-source.ts';
import type { PipelineContext } from '../prepare/prepare.ts';
import { imagesOf, type PhaseData, trainFirstPhase, trainSecondPhase } from './train-phases.ts';
import { type FineTuningRecord, type TrainingRecord, trainingRecord } from './training-record.ts';

/** Raised when the same settings would train another model. */
const TRAINING_VERSION = 5;

/** What one model is trained on, and where its files go. */
export interface TrainModelInput extends PhaseData {
  readonly folder: ModelFolder;
  readonly engines: Engines;
  /** True for the demo corpus. */
  readonly synthetic: boolean;
}

/** What has a checkpoint of its own. */
type Phase = 'head' | 'fine-tuning';
type TrainContext = Pick<PipelineContext, 'settings' | 'stages' | 'reporter' | 'signal'>;

/**
 * Trains one model, or finds that it is trained already: a head on the embeddings of the frozen backbone, then, where the
 * settings ask for it, head and backbone together. A training that was killed goes on from its last epoch.
 */
export async function trainModel(model: Model, input: TrainModelInput, context: TrainContext): Promise<TrainingRecord> {
  const { prepared, embedded, folder, engines, synthetic } = input;
  const { settings, stages, reporter } = context;
  const { loaded } = embedded;
  const freeze = whatIsFrozen(model, engines, context);
  const examples = [...prepared.train, ...prepared.validation];
  const key = digest({
    version: TRAINING_VERSION,
    model: model.name,
    settings,
    fingerprint: loaded.fingerprint,
    engine: engines.engine.identity,
    backend: engines.backend,
    device: engines.device,
    examples: examples.map((example) => prepared.index.keys.get(example)),
    train: prepared.train.length,
    ...(settings.targets === 'raters' && { votes: prepared.train.map(({ clip }) => clip.distribution ?? null) }),
  });
  const checkpoints = folder.checkpoints;
  const work = stages.start('training', model.name);
  const existing = await findRecord(folder.training, trainingRecord);
  // The key knows features, not labels: a file whose label changed changes the identity alone.
  if (existing?.key === key && existing.identity === prepared.identity) {
    await removeOwn(checkpoints, isCheckpoint);
    reporter.note(`${model.name} is trained already, with the same data and settings: reused from ${folder.path}`);
    await work.end({ items: examples.length, computed: 0, of: key });
    return existing;
  }

  const checkpoint = (phase: Phase) => checkpointFile(join(checkpoints, `${phase}-${key.slice(0, 16)}.safetensors`));
  const first = await trainFirstPhase(model, input, context, checkpoint('head'), engines.runtime);
  await work.end({ items: examples.length, computed: examples.length, of: key });
  let trained: LayersModel = first.head;
  try {
    let { history, epochs, bestEpoch } = first.result;
    let seconds = first.seconds;
    let fineTuning: FineTuningRecord | null = null;
    if (freeze !== null) {
      const tuning = stages.start('fine-tuning', model.name);
      const second = await trainSecondPhase(
        model,
        first.head,
        freeze,
        input,
        context,
        checkpoint('fine-tuning'),
        engines.runtime,
      );
      await tuning.end({ items: examples.length, computed: examples.length, of: key });
      first.head.dispose();
      trained = second.model;
      fineTuning = { train: settings.train, firstEpoch: epochs, epochs: second.result.epochs, seconds: second.seconds };
      history = joinHistories(history, second.result.history);
      bestEpoch = epochs + second.result.bestEpoch;
      epochs += second.result.epochs;
      seconds += second.seconds;
    }
    const shares = await layerWeights(trained);
    const record: TrainingRecord = {
      key,
      identity: prepared.identity,
      weights: loaded.source,
      engine: engines.engine.name,
      backend: engines.backend,
      examples: { train: prepared.train.length, validation: prepared.validation.length },
      epochs,
      bestEpoch,
      seconds,
      ...(shares && { layerWeights: [...shares] }),
      fineTuning,
      calibration: await calibrateOn(prepared, trained, {
        samples: fineTuning
          ? imageSource(prepared.validation, imagesOf(model, prepared, settings))
          : embedded.rows.validation!,
        shape: fineTuning ? loaded.backbone.inputShape : [embedded.dim],
        context,
      }),
      lowestRate: Math.min(...prepared.train.map(({ clip }) => prepared.index.nativeRates.get(clip)!)),
    };
    // What an earlier training left here, and what it predicted, must not pass for this one's.
    for (const path of [folder.training, ...resultFiles(folder)]) await rm(path, { force: true });
    await saveClassifier(folder.classifier, {
      head: trained,
      // A fine-tuned backbone is in the model itself.
      backbone: fineTuning ? null : referenceOf(loaded),
      trainedOn: fineTuning ? null : loaded,
      labels: prepared.labels,
      preprocessing: {
        model: model.name,
        weights: loaded.source,
        synthetic,
        seed: settings.seed,
        headUnits: settings.headUnits,
        dropout: settings.dropout,
        clips: settings.clips,
        ...Object.fromEntries(settingsOf('features', 'embeddings').map((name) => [name, settings[name]])),
        calibration: { ...record.calibration },
        lowestRate: record.lowestRate,
      },
      card: {
        title: `Speech emotion: ${model.name}`,
        description: fineTuning
          ? `${loaded.backbone.name} (${loaded.source} weights) with a head, fine-tuned (${settings.train}) by \`ser train\`.`
          : `A head on the frozen ${loaded.backbone.name} (${loaded.source} weights), trained by \`ser train\`.`,
        datasets: [prepared.provenance.name],
        evaluation: 'Not evaluated yet; `ser evaluate` writes this card anew.',
        limitations: figureCaveats({
          synthetic,
          weights: [loaded.source],
          validation: settings.validation,
          headOnly: isLeftOut(settings, engines.backend),
        }).join(' '),
      },
    });
    await writeHistory(model.name, folder, history, bestEpoch);
    // Last but the checkpoints, since it vouches for the rest.
    await writeRecord(folder.training, record);
    await removeOwn(checkpoints, isCheckpoint);
    return record;
  } finally {
    trained.dispose();
  }
}

/** A checkpoint, or what a kill left of one. */
function isCheckpoint(name: string): boolean {
  return /^(head|fine-tuning)-[0-9a-f]{16}\.safetensors(\..+\.tmp)?$/.test(name);
}

/** What a head is saved with: the network that made its embeddings. */
function referenceOf({ backbone, fingerprint }: LoadedBackbone): Backbone | BackboneReference {
  if ('graph' in backbone) return backbone;
  const { name, inputShape, outputDim } = backbone;
  return { name, inputShape, outputDim, fingerprint };
}

/** Fits the model's calibration to the validation part; a part that is the test part too is not looked at for it. */
async function calibrateOn(
  { validation, labels }: Pick<PhaseData['prepared'], 'validation' | 'labels'>,
  model: LayersModel,
  {
    samples,
    shape,
    context: { settings, signal },
  }: { samples: Samples; shape: readonly number[]; context: TrainContext },
): Promise<Calibration> {
  if (settings.validation === 'test') return UNCALIBRATED;
  const probabilities = await predict(model, samples, { sampleShape: shape, signal });
  const predictions = predictionsOf(
    validation.map(({ clip }) => clip),
    probabilities,
    labels,
  );
  return fitCalibration(
    predictions.map((prediction) => prediction.probabilities),
    predictions.map(({ actual }) => labels.indexOf(actual)),
  );
}

/** What the second phase leaves frozen; null where there is no second phase. */
function whatIsFrozen(model: Model, { backend }: Engines, { settings, reporter }: TrainContext): FreezeOption | null {
  if (!isLeftOut(settings, backend)) return model.frozen(settings.train);
  reporter.warn(
    `${model.name}: the back end ${backend} has neither a GPU nor a native runtime, so that only the head is trained (fineTuneOn=native). ` +
      '--set fineTuneOn=any fine-tunes all the same; it takes long.',
  );
  return null;
}

async function writeHistory(name: string, folder: ModelFolder, history: History, bestEpoch: number): Promise<void> {
  await writeJson(folder.history, history);
  const { learning_rate: _, ...curves } = history;
  await writeFileAtomic(
    folder.learningCurves,
    await renderSvg(
      learningCurvesPlot({ history: curves, bestEpoch: bestEpoch + 1, title: `${name}: learning curves` }),
    ),
  );
}

function joinHistories(first: History, second: History): History {
  return Object.fromEntries(Object.entries(first).map(([key, values]) => [key, [...values, ...(second[key] ?? [])]]));
}
