import { createRandom, permutation } from '../random.ts';
import type { LossSum } from './cross-entropy.ts';
import { learningRateAt } from './learning-rate.ts';
import { mixBatch, weightedTargets } from './targets.ts';
import type { Trainer } from './trainer.ts';
import type { SampleSource, TrainingEvent, TrainOptions } from './training-types.ts';

/** Names of the random streams, so that no two of them draw the same numbers. */
const ORDER = 1;
const MIXING = 2;

/** What an epoch needs. */
export interface EpochContext {
  readonly trainer: Trainer;
  readonly options: TrainOptions;
  readonly source: SampleSource;
  readonly y: Int32Array;
  readonly batchSize: number;
  readonly epoch: number;
  /** Steps before this epoch. */
  readonly firstStep: number;
  /** Factor on the scheduled learning rate. */
  readonly scale: number;
}

/** Sums over an epoch, and the learning rate of its last step. */
export interface EpochSums extends LossSum {
  readonly learningRate: number;
}

/** Trains on all samples once; ends early, with a loss that is not finite, where a batch gives one. */
export async function* trainEpoch(context: EpochContext): AsyncGenerator<TrainingEvent, EpochSums, void> {
  const { trainer, options, source, y, batchSize, epoch, firstStep, scale } = context;
  const {
    shuffle = true,
    seed = 0,
    labelSmoothing = 0,
    mixup = 0,
    classes,
    classWeights,
    sampleWeights,
    softTargets,
    optimizer,
    signal,
  } = options;
  const order = shuffle
    ? permutation(source.length, createRandom(seed, ORDER, epoch))
    : Int32Array.from({ length: source.length }, (_, i) => i);
  const stepsPerEpoch = Math.ceil(source.length / batchSize);
  let loss = 0;
  let correct = 0;
  let learningRate = 0;
  for (let step = 0; step < stepsPerEpoch && Number.isFinite(loss); step++) {
    signal?.throwIfAborted();
    const globalStep = firstStep + step;
    const indices = order.subarray(step * batchSize, (step + 1) * batchSize);
    const targets = weightedTargets(y, indices, {
      classes,
      labelSmoothing,
      classWeights,
      sampleWeights,
      softTargets,
    });
    let x = await source.read(indices);
    if (mixup > 0) {
      x = x.slice();
      mixBatch(x, targets, indices.length, mixup, seed, MIXING, globalStep);
    }
    const labels = Int32Array.from(indices, (index) => y[index]!);
    learningRate = learningRateAt(optimizer?.learningRate ?? 0.001, globalStep) * scale;
    const figures = await trainer.step({ x, targets, labels }, globalStep, learningRate);
    loss += figures.loss;
    correct += figures.correct;
    yield { type: 'step', epoch, step, stepsPerEpoch, loss: figures.loss / indices.length, learningRate };
  }
  return { loss, correct, learningRate };
}
