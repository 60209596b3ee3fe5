import * as tf from '@tensorflow/tfjs';
import type { SeededDropout } from '../heads/seeded-dropout.ts';
import { crossEntropy, type LossSum } from './cross-entropy.ts';
import type { ModelRunner } from './model-runner.ts';
import type { AdamOptimizer } from './optimizer.ts';

/** One batch, ready to be trained on. */
export interface Batch {
  /** Samples, row-major, shape `[n, ...sampleShape]`. */
  readonly x: Float32Array;
  /** Weighted targets, shape `[n, classes]`. */
  readonly targets: Float32Array;
  /** Classes that count as right, shape `[n]`. */
  readonly labels: Int32Array;
}

/** What a step needs besides its batch. */
export interface StepContext {
  readonly runner: ModelRunner;
  readonly optimizer: AdamOptimizer;
  /** Dropout layers of the model: the step decides their masks. */
  readonly dropouts: readonly SeededDropout[];
  readonly sampleShape: readonly number[];
  readonly classes: number;
  readonly microBatchSize: number;
}

/** Adds two lists of gradients and frees both. */
function addGradients(a: tf.Tensor[], b: tf.Tensor[]): tf.Tensor[] {
  const sums = a.map((gradient, i) => tf.add(gradient, b[i]!));
  for (const gradient of [...a, ...b]) gradient.dispose();
  return sums;
}

/**
 * Takes one step of the optimizer on one batch.
 *
 * The loss of a part of the batch is divided by the size of the whole batch, so that the gradients of the parts add up to
 * the gradient of the batch.
 *
 * @returns Loss summed over the batch and the number of right answers, both before the step; when the loss is not finite,
 *   the weights stay as they were.
 */
export async function trainStep(
  context: StepContext,
  batch: Batch,
  step: number,
  learningRate: number,
): Promise<LossSum> {
  const { runner, optimizer, dropouts, sampleShape, classes, microBatchSize } = context;
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
