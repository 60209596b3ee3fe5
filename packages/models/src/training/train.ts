import type * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import { checkModelShapes, checkTrainOptions } from './check-train-options.ts';
import { judgeEpoch } from './early-stopping.ts';
import { evaluate } from './evaluate.ts';
import { fingerprint } from './fingerprint.ts';
import { openTrainer } from './open-trainer.ts';
import { reduceOnPlateau } from './reduce-on-plateau.ts';
import { toClasses, toSampleSource } from './samples.ts';
import { trainEpoch } from './train-epoch.ts';
import { decodeState, encodeState, initialProgress } from './training-state.ts';
import type {
  EarlyStoppingOptions,
  LabeledSamples,
  SampleSource,
  TrainingEvent,
  TrainingResult,
  TrainOptions,
} from './training-types.ts';
import { warnUnlessIterated } from './warn-unless-iterated.ts';

/** Without early stopping the best epoch is still named, by the best loss there is. */
function watcherOf({ earlyStopping, validation }: TrainOptions): EarlyStoppingOptions {
  const monitor = validation ? 'val_loss' : 'loss';
  return earlyStopping ? { monitor, ...earlyStopping } : { monitor, patience: Number.POSITIVE_INFINITY };
}

function open(samples: LabeledSamples, options: TrainOptions): { source: SampleSource; y: Int32Array } {
  const source = toSampleSource(samples.x, options.sampleShape);
  return { source, y: toClasses(samples.y, source.length, options.classes) };
}

/** The options of {@link train}; those of `fit` are made of them. @internal */
export const trainOptionNames: OptionNames<TrainOptions> = {
  x: true,
  y: true,
  sampleShape: true,
  classes: true,
  validation: true,
  epochs: true,
  batchSize: true,
  microBatchSize: true,
  optimizer: true,
  classWeights: true,
  sampleWeights: true,
  softTargets: true,
  labelSmoothing: true,
  mixup: true,
  earlyStopping: true,
  reduceOnPlateau: true,
  metrics: true,
  shuffle: true,
  batchNorm: true,
  onWarning: true,
  runtime: true,
  device: true,
  onnxRuntime: true,
  seed: true,
  checkpoint: true,
  signal: true,
};

/**
 * Trains a classifier: a head on embeddings, or a whole model on images, frozen in part or not at all.
 *
 * Only weights of layers that are `trainable` change; a step costs only what they need, and batch normalization keeps its
 * statistics unless `batchNorm: 'batch'` asks otherwise. A new optimizer is made for every call, so call it once a phase:
 * head first, then, after unfreezing, again. The same seed on the same back end gives the same weights, also after an
 * interruption with a `checkpoint`. No tensor outlives the call but the model's weights. With `runtime: 'onnx'` these are moved
 * by ONNX Runtime, and the model has them at each event `epoch` and at the end.
 *
 * Source: loss, figures and their names as Keras 3 `Model.fit` with categorical cross-entropy.
 *
 * @param model One input of shape `[n, ...sampleShape]`, one softmax output of shape `[n, classes]`.
 * @returns Events while it runs; the result is in the last one, `end`, and is the generator's return value. Nothing runs until it is
 *   iterated, and a warning says where it is not (`onWarning`); `fit` is one promise.
 * @throws {ModelsError} `invalid-option`, `invalid-input` before the first step; `training` when the first epoch already
 *   gives a loss that is not finite, or the checkpoint belongs to another training.
 */
export function train(
  model: tf.LayersModel,
  options: TrainOptions,
): AsyncGenerator<TrainingEvent, TrainingResult, void> {
  return warnUnlessIterated(
    run(model, options),
    'train(…) was called and not iterated, so nothing was trained: for await (const event of train(…)), or await fit(…).',
    options?.onWarning,
  );
}

async function* run(model: tf.LayersModel, options: TrainOptions): AsyncGenerator<TrainingEvent, TrainingResult, void> {
  checkOptions('train', options, trainOptionNames);
  const { sampleShape, classes, epochs, signal, checkpoint, labelSmoothing = 0, metrics = {} } = options;
  checkModelShapes(model, sampleShape, classes);
  const { source, y } = open(options, options);
  const validation = options.validation && open(options.validation, options);
  if (validation?.source.length === 0) {
    throw new ModelsError('invalid-input', 'The validation part is empty. Give it samples, or leave validation out.');
  }
  checkTrainOptions(options, source.length);
  const { batchSize = 32 } = options;
  const watcher = watcherOf(options);
  const restoresBest = options.earlyStopping?.restoreBestWeights === true;
  const trainer = await openTrainer(model, options);
  try {
    const identity = checkpoint ? fingerprint(options, trainer.description) : '';
    let progress = initialProgress();
    let bestWeights: readonly Float32Array[] | null = null;
    const saved = await checkpoint?.read();
    if (saved) {
      const state = await decodeState(saved, identity).catch((cause) => {
        throw namedCheckpoint(cause, checkpoint?.name);
      });
      progress = state.progress;
      bestWeights = state.bestWeights;
      trainer.restoreOptimizer(state.optimizer);
      trainer.writeWeights(state.weights);
      // The same training, asked to go on for longer.
      if (progress.stoppedBy === 'epochs' && progress.epoch < epochs) progress.stoppedBy = null;
    }
    const stepsPerEpoch = Math.ceil(source.length / batchSize);
    const { trainableParameters } = trainer;
    yield { type: 'start', resumedEpochs: progress.epoch, epochs, stepsPerEpoch, trainableParameters };
    const context = { trainer, options, source, y, batchSize };
    let lastFinite: readonly Float32Array[] = await trainer.readWeights();
    while (progress.stoppedBy === null) {
      const began = performance.now();
      const { epoch, step: firstStep } = progress;
      const sums = yield* trainEpoch({ ...context, epoch, firstStep, scale: progress.plateau.scale });
      if (!Number.isFinite(sums.loss)) {
        trainer.writeWeights(bestWeights ?? lastFinite);
        if (epoch === 0) {
          throw new ModelsError(
            'training',
            `The loss of the first epoch is not finite. The weights are as before; look for samples that are not finite, or lower the learning rate (${sums.learningRate}).`,
          );
        }
        progress.stoppedBy = 'nan';
        break;
      }
      const logs: Record<string, number> = { loss: sums.loss / source.length, accuracy: sums.correct / source.length };
      if (validation) {
        const logits = await trainer.logits(validation.source, signal);
        Object.assign(logs, evaluate(logits, validation.y, { classes, labelSmoothing, metrics }));
      }
      logs.learning_rate = sums.learningRate;
      for (const [name, value] of Object.entries(logs)) {
        progress.history[name] = [...(progress.history[name] ?? []), value];
      }
      progress.epoch++;
      progress.step += stepsPerEpoch;
      const { isBest, stop, isWatched } = judgeEpoch(progress.stopping, logs, epoch, watcher);
      if (options.reduceOnPlateau) reduceOnPlateau(progress.plateau, logs, sums.learningRate, options.reduceOnPlateau);
      lastFinite = await trainer.readWeights();
      // As Keras: the first epoch that is watched is the best so far, whatever its figure.
      if (restoresBest && isWatched && (isBest || bestWeights === null)) bestWeights = lastFinite;
      if (stop) progress.stoppedBy = 'early-stopping';
      else if (progress.epoch >= epochs) progress.stoppedBy = 'epochs';
      if (checkpoint) {
        const state = { progress, weights: lastFinite, bestWeights };
        await checkpoint.write(await encodeState(state, await trainer.optimizerState(), identity));
      }
      yield { type: 'epoch', epoch, epochs, logs, isBest, seconds: (performance.now() - began) / 1000 };
    }
    if (restoresBest && bestWeights) trainer.writeWeights(bestWeights);
    const { history, stopping, epoch, stoppedBy } = progress;
    const result: TrainingResult = { history, bestEpoch: stopping.bestEpoch, epochs: epoch, stoppedBy };
    yield { type: 'end', result };
    return result;
  } finally {
    await trainer.dispose();
  }
}

/** The error of a checkpoint that cannot be used, with its name and what to do. */
function namedCheckpoint(cause: unknown, name = 'The checkpoint'): unknown {
  if (!ModelsError.isInstance(cause)) return cause;
  return new ModelsError(
    cause.code,
    `${name} cannot be used: ${cause.message} Remove it to train from the beginning.`,
    { cause },
  );
}
