import * as tf from '@tensorflow/tfjs';
import type { SeededDropout } from '../heads/seeded-dropout.ts';
import { crossEntropy, type LossSum } from './cross-entropy.ts';
import { computeLogits } from './evaluate.ts';
import type { ModelRunner } from './model-runner.ts';
import { AdamOptimizer, type OptimizerState } from './optimizer.ts';
import type { Batch, Trainer, TrainerOptions } from './trainer.ts';
import type { SampleSource, TrainOptions } from './training-types.ts';

/** Adds two lists of gradients and frees both. */
function addGradients(a: tf.Tensor[], b: tf.Tensor[]): tf.Tensor[] {
  const sums = a.map((gradient, i) => tf.add(gradient, b[i]!));
  for (const gradient of [...a, ...b]) gradient.dispose();
  return sums;
}

/** Trains on the current back end of TensorFlow.js, by its automatic gradients. */
export class TfjsTrainer implements Trainer {
  readonly trainableParameters: number;
  readonly description: unknown;
  private readonly runner: ModelRunner;
  private readonly optimizer: AdamOptimizer;
  private readonly changing: readonly tf.Variable[];
  /** Dropout layers of the model: the step decides their masks. */
  private readonly dropouts: readonly SeededDropout[];
  private readonly options: TrainerOptions;

  constructor(
    runner: ModelRunner,
    dropouts: readonly SeededDropout[],
    optimizer: TrainOptions['optimizer'],
    options: TrainerOptions,
  ) {
    this.runner = runner;
    this.dropouts = dropouts;
    this.options = options;
    this.optimizer = new AdamOptimizer(runner.variables, optimizer ?? { name: 'adam' });
    this.changing = [...runner.variables, ...runner.statistics];
    this.trainableParameters = runner.variables.reduce((total, variable) => total + variable.size, 0);
    this.description = [this.changing.map(({ shape }) => shape), dropouts.map(({ rate, seed }) => [rate, seed])];
  }

  async step(batch: Batch, step: number, learningRate: number): Promise<LossSum> {
    const { runner, optimizer, dropouts } = this;
    const { sampleShape, classes, microBatchSize } = this.options;
    const rows = batch.labels.length;
    const sampleSize = batch.x.length / rows;
    const parts = Math.ceil(rows / microBatchSize);
    let sum: tf.Tensor[] | undefined;
    let loss = 0;
    let correct = 0;
    for (let part = 0; part < parts; part++) {
      const from = part * microBatchSize;
      const to = Math.min(rows, from + microBatchSize);
      for (const dropout of dropouts) dropout.step = step * parts + part;
      const targets = batch.targets.subarray(from * classes, to * classes);
      const x = tf.tensor(batch.x.subarray(from * sampleSize, to * sampleSize), [to - from, ...sampleShape]);
      const boundary = runner.runFrozen(x);
      x.dispose();
      let logits: tf.Tensor | undefined;
      const { value, grads } = tf.variableGrads(() => {
        const output = runner.runLive(boundary, { training: true });
        logits = tf.keep(tf.clone(output));
        const weighted = tf.mul(tf.tensor2d(targets, [to - from, classes]), tf.logSoftmax(output));
        return tf.div(tf.neg(tf.sum(weighted)), rows) as tf.Scalar;
      }, runner.variables);
      value.dispose();
      for (const tensor of boundary.values()) tensor.dispose();
      const gradients = runner.variables.map((variable) => grads[variable.name]!);
      sum = sum ? addGradients(sum, gradients) : gradients;
      const values = await logits!.data();
      logits!.dispose();
      const figures = crossEntropy(values, targets, batch.labels.subarray(from, to), classes);
      loss += figures.loss;
      correct += figures.correct;
    }
    if (Number.isFinite(loss)) optimizer.apply(sum!, learningRate);
    for (const gradient of sum!) gradient.dispose();
    return { loss, correct };
  }

  logits(source: SampleSource, signal?: AbortSignal): Promise<Float32Array> {
    const { sampleShape, classes, microBatchSize: batchSize } = this.options;
    return computeLogits(this.runner, source, { sampleShape, classes, batchSize, ...(signal && { signal }) });
  }

  async readWeights(): Promise<Float32Array[]> {
    const values: Float32Array[] = [];
    for (const weight of this.changing) values.push((await weight.data<'float32'>()).slice());
    return values;
  }

  writeWeights(values: readonly Float32Array[]): void {
    assignWeights(this.changing, values);
  }

  optimizerState(): Promise<OptimizerState> {
    return this.optimizer.state();
  }

  restoreOptimizer(state: OptimizerState): void {
    this.optimizer.restore(state);
  }

  dispose(): Promise<void> {
    this.optimizer.dispose();
    return Promise.resolve();
  }
}

/** Gives variables new values. */
export function assignWeights(weights: readonly tf.Variable[], values: readonly Float32Array[]): void {
  weights.forEach((weight, i) => {
    tf.tidy(() => weight.assign(tf.tensor(values[i]!, weight.shape)));
  });
}
