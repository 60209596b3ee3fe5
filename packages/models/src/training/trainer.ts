import type { LossSum } from './cross-entropy.ts';
import type { OptimizerState } from './optimizer.ts';
import type { SampleSource } from './training-types.ts';

/** One batch, ready to be trained on. */
export interface Batch {
  /** Samples, row-major, shape `[n, ...sampleShape]`. */
  readonly x: Float32Array;
  /** Weighted targets, shape `[n, classes]`. */
  readonly targets: Float32Array;
  /** Classes that count as right, shape `[n]`. */
  readonly labels: Int32Array;
}

/** What a trainer needs to know of the data. */
export interface TrainerOptions {
  readonly sampleShape: readonly number[];
  readonly classes: number;
  /** Samples that are computed at once. */
  readonly microBatchSize: number;
}

/**
 * What computes a training: one for each runtime. `train` knows this interface alone, so that events, schedules, stopping
 * and checkpoints are the same on all of them.
 */
export interface Trainer {
  /** Number of weights that are trained. */
  readonly trainableParameters: number;
  /** What a checkpoint must agree with: shapes of what changes, dropout. */
  readonly description: unknown;
  /**
   * Takes one step of the optimizer on one batch.
   *
   * The loss of a part of the batch is divided by the size of the whole batch, so that the gradients of the parts add up to
   * the gradient of the batch.
   *
   * @returns Loss summed over the batch and the number of right answers, both before the step; when the loss is not finite,
   *   the weights stay as they were.
   */
  step(batch: Batch, step: number, learningRate: number): Promise<LossSum>;
  /** The logits of some samples in inference mode, row-major, shape `[n, classes]`, computed batch by batch. */
  logits(source: SampleSource, signal?: AbortSignal): Promise<Float32Array>;
  /** Copies all weights that change, in Keras' order; the model has them too afterwards. */
  readWeights(): Promise<Float32Array[]>;
  /** Puts such copies back, into the model too. */
  writeWeights(values: readonly Float32Array[]): void;
  /** Copies the optimizer's state, for a checkpoint. */
  optimizerState(): Promise<OptimizerState>;
  /** Goes on from such a state. */
  restoreOptimizer(state: OptimizerState): void;
  /** Frees what the training holds; the model keeps the weights of the last step. */
  dispose(): Promise<void>;
}
