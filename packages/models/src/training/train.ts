import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import { SeededDropout } from '../head/seeded-dropout.ts';
import { createRandom, permutation } from '../random.ts';
import { judgeEpoch } from './early-stopping.ts';
import { evaluate } from './evaluate.ts';
import { fingerprint } from './fingerprint.ts';
import { learningRateAt } from './learning-rate.ts';
import { ModelRunner } from './model-runner.ts';
import { AdamOptimizer } from './optimizer.ts';
import { reduceOnPlateau } from './reduce-on-plateau.ts';
import { toClasses, toSampleSource } from './samples.ts';
import { mixBatch, weightedTargets } from './targets.ts';
import { trainStep } from './train-step.ts';
import { decodeState, encodeState, initialProgress, readWeights, writeWeights } from './training-state.ts';
import type { EarlyStoppingOptions, TrainingEvent, TrainingResult, TrainOptions } from './training-types.ts';

/** Names of the random streams, so that no two of them draw the same numbers. */
const ORDER = 1;
const MIXING = 2;

function checkOptions(options: TrainOptions): void {
  const atLeastOne = { epochs: options.epochs, batchSize: options.batchSize, microBatchSize: options.microBatchSize };
  for (const [name, value] of Object.entries(atLeastOne)) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
      throw new ModelsError(
        'invalid-option',
        `Invalid option "${name}": must be an integer of at least 1. Received ${value}.`,
      );
    }
  }
  const { labelSmoothing = 0, mixup = 0, classWeights, classes } = options;
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw new ModelsError(
      'invalid-option',
      `Invalid option "labelSmoothing": must be in [0, 1). Received ${labelSmoothing}.`,
    );
  }
  if (!(mixup >= 0))
    throw new ModelsError('invalid-option', `Invalid option "mixup": must be at least 0. Received ${mixup}.`);
  if (classWeights && classWeights.length !== classes) {
    throw new ModelsError(
      'invalid-option',
      `Invalid option "classWeights": needs one weight for each of the ${classes} classes. Received ${classWeights.length}.`,
    );
  }
}

/** All layers of a model, those of nested models included. */
function allLayers(model: tf.LayersModel): tf.layers.Layer[] {
  return model.layers.flatMap((layer) => (layer instanceof tf.LayersModel ? allLayers(layer) : [layer]));
}

/** Without early stopping the best epoch is still named, by the best loss there is. */
function watcher(options: TrainOptions): EarlyStoppingOptions {
  const monitor = options.validation ? 'val_loss' : 'loss';
  return options.earlyStopping
    ? { monitor, ...options.earlyStopping }
    : { monitor, patience: Number.POSITIVE_INFINITY };
}

/**
 * Trains a classifier: a head on embeddings, or a whole model on images, frozen in part or not at all.
 *
 * Only weights of layers that are `trainable` change; a step costs only what they need, and batch normalization keeps its
 * statistics unless `batchNorm: 'batch'` asks otherwise. A new optimizer is made for every call, so call it once a phase:
 * head first, then, after unfreezing, again. The same seed on the same back end gives the same weights, also after an
 * interruption with a `checkpoint`. No tensor outlives the call but the model's weights.
 *
 * @param model One input of shape `[n, ...sampleShape]`, one softmax output of shape `[n, classes]`.
 * @returns Events while it runs; the result is in the last one, `end`, and is the generator's return value.
 * @throws {ModelsError} `invalid-option`, `invalid-input` before the first step; `training` when the first epoch already
 *   gives a loss that is not finite, or the checkpoint belongs to another training.
 */
export async function* train(
  model: tf.LayersModel,
  options: TrainOptions,
): AsyncGenerator<TrainingEvent, TrainingResult, void> {
  checkOptions(options);
  const { sampleShape, classes, epochs, validation, signal, checkpoint } = options;
  const { batchSize = 32, shuffle = true, seed = 0, labelSmoothing = 0, mixup = 0, metrics = {} } = options;
  const { classWeights, sampleWeights, optimizer: optimizerOptions = { name: 'adam' } } = options;
  const source = toSampleSource(options.x, sampleShape);
  const y = toClasses(options.y, source.length, classes);
  if (source.length === 0) throw new ModelsError('invalid-input', 'Training needs at least one sample. Received none.');
  const validationSource = validation && toSampleSource(validation.x, sampleShape);
  const validationY = validation && toClasses(validation.y, validationSource!.length, classes);
  const runner = new ModelRunner(model, options.batchNorm);
  if (runner.variables.length === 0) {
    throw new ModelsError('invalid-input', 'Training needs a weight to train. Every layer of the model is frozen.');
  }
  const layers = allLayers(model);
  const dropouts = layers.filter((layer): layer is SeededDropout => layer instanceof SeededDropout);
  const changing = [...runner.variables, ...runner.statistics];
  const stopper = watcher(options);
  const restoresBest = options.earlyStopping?.restoreBestWeights === true;
  const id = checkpoint
    ? fingerprint(
        options,
        changing.map((weight) => weight.shape),
      )
    : '';
  const optimizer = new AdamOptimizer(runner.variables, optimizerOptions);
  const microBatchSize = options.microBatchSize ?? batchSize;
  const context = { runner, optimizer, dropouts, sampleShape, classes, microBatchSize };
  const stepsPerEpoch = Math.ceil(source.length / batchSize);
  try {
    let progress = initialProgress();
    let bestWeights: readonly Float32Array[] | null = null;
    const saved = await checkpoint?.read();
    if (saved) {
      const state = decodeState(saved, optimizer, id);
      progress = state.progress;
      bestWeights = state.bestWeights;
      writeWeights(changing, state.weights);
      if (progress.stoppedBy === 'epochs' && progress.epoch < epochs) progress.stoppedBy = null;
    }
    const trainableParameters = runner.variables.reduce((total, variable) => total + variable.size, 0);
    yield { type: 'start', resumedEpochs: progress.epoch, epochs, stepsPerEpoch, trainableParameters };
    let lastFinite = await readWeights(changing);
    while (progress.stoppedBy === null) {
      const began = performance.now();
      const epoch = progress.epoch;
      const order = shuffle
        ? permutation(source.length, createRandom(seed, ORDER, epoch))
        : Int32Array.from({ length: source.length }, (_, i) => i);
      let loss = 0;
      let correct = 0;
      let learningRate = 0;
      for (let step = 0; step < stepsPerEpoch; step++) {
        signal?.throwIfAborted();
        const indices = order.subarray(step * batchSize, (step + 1) * batchSize);
        const read = await source.read(indices);
        const x = mixup > 0 ? read.slice() : read;
        const targets = weightedTargets(y, indices, { classes, labelSmoothing, classWeights, sampleWeights });
        if (mixup > 0) mixBatch(x, targets, indices.length, mixup, seed, MIXING, progress.step);
        const labels = Int32Array.from(indices, (index) => y[index]!);
        learningRate = learningRateAt(optimizerOptions.learningRate ?? 0.001, progress.step) * progress.plateau.scale;
        const figures = await trainStep(context, { x, targets, labels }, progress.step, learningRate);
        progress.step++;
        loss += figures.loss;
        correct += figures.correct;
        yield { type: 'step', epoch, step, stepsPerEpoch, loss: figures.loss / indices.length, learningRate };
        if (!Number.isFinite(loss)) break;
      }
      if (!Number.isFinite(loss)) {
        writeWeights(changing, bestWeights ?? lastFinite);
        if (progress.epoch === 0) {
          throw new ModelsError(
            'training',
            `The loss of the first epoch is not finite. The weights are as before; look for samples that are not finite, or lower the learning rate (${learningRate}).`,
          );
        }
        progress.stoppedBy = 'nan';
        break;
      }
      const logs: Record<string, number> = { loss: loss / source.length, accuracy: correct / source.length };
      if (validationSource && validationY) {
        const evaluation = {
          sampleShape,
          batchSize: microBatchSize,
          classes,
          labelSmoothing,
          metrics,
          ...(signal && { signal }),
        };
        Object.assign(logs, await evaluate(runner, validationSource, validationY, evaluation));
      }
      logs.learning_rate = learningRate;
      for (const [name, value] of Object.entries(logs)) {
        progress.history[name] = [...(progress.history[name] ?? []), value];
      }
      progress.epoch = epoch + 1;
      const { isBest, stop } = judgeEpoch(progress.stopping, logs, epoch, stopper);
      if (options.reduceOnPlateau) reduceOnPlateau(progress.plateau, logs, learningRate, options.reduceOnPlateau);
      lastFinite = await readWeights(changing);
      if (restoresBest && (isBest || bestWeights === null)) bestWeights = lastFinite;
      if (stop) progress.stoppedBy = 'early-stopping';
      else if (progress.epoch >= epochs) progress.stoppedBy = 'epochs';
      await checkpoint?.write(await encodeState({ progress, weights: lastFinite, bestWeights }, optimizer, id));
      const seconds = (performance.now() - began) / 1000;
      yield { type: 'epoch', epoch, epochs, logs, isBest, seconds };
    }
    if (restoresBest && bestWeights) writeWeights(changing, bestWeights);
    const { history, stopping, stoppedBy } = progress;
    const result: TrainingResult = {
      history,
      bestEpoch: stopping.bestEpoch,
      epochs: progress.epoch,
      stoppedBy: stoppedBy!,
    };
    yield { type: 'end', result };
    return result;
  } finally {
    optimizer.dispose();
  }
}
