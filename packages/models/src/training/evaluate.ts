import * as tf from '@tensorflow/tfjs';
import type { OwnedFloat32 } from '../owned-arrays.ts';
import { argMax, crossEntropy, logSumExp } from './cross-entropy.ts';
import type { ModelRunner } from './model-runner.ts';
import { weightedTargets } from './targets.ts';
import type { Metric, SampleSource } from './training-types.ts';

/** The logits of some samples in inference mode, row-major, shape `[n, classes]`, computed batch by batch. */
export async function computeLogits(
  runner: ModelRunner,
  source: SampleSource,
  options: { sampleShape: readonly number[]; batchSize: number; classes: number; signal?: AbortSignal },
): Promise<Float32Array> {
  const { sampleShape, batchSize, classes, signal } = options;
  const all = new Float32Array(source.length * classes);
  for (let start = 0; start < source.length; start += batchSize) {
    signal?.throwIfAborted();
    const rows = Math.min(batchSize, source.length - start);
    const values = await source.read(Int32Array.from({ length: rows }, (_, i) => start + i));
    const logits = tf.tidy(() => {
      const x = tf.tensor(values, [rows, ...sampleShape]);
      return runner.runLive(runner.runFrozen(x), { training: false });
    });
    all.set(await logits.data(), start * classes);
    logits.dispose();
  }
  return all;
}

/** Softmax of each row, in float64 between float32 ends. */
export function softmaxRows(logits: Float32Array, classes: number): OwnedFloat32 {
  const probabilities = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const normalizer = logSumExp(logits, start, classes);
    for (let i = start; i < start + classes; i++) probabilities[i] = Math.exp(logits[i]! - normalizer);
  }
  return probabilities;
}

/** Loss, accuracy and metrics of one's own on a part that is not trained on; class and sample weights do not count there. */
export function evaluate(
  logits: Float32Array,
  y: Int32Array,
  options: { classes: number; labelSmoothing: number; metrics: Readonly<Record<string, Metric>> },
): Record<string, number> {
  const { classes, labelSmoothing, metrics } = options;
  const indices = Int32Array.from(y, (_, i) => i);
  const unweighted = { classes, labelSmoothing, classWeights: undefined, sampleWeights: undefined };
  const { loss, correct } = crossEntropy(logits, weightedTargets(y, indices, unweighted), y, classes);
  const logs: Record<string, number> = { val_loss: loss / y.length, val_accuracy: correct / y.length };
  if (Object.keys(metrics).length === 0) return logs;
  const probabilities = softmaxRows(logits, classes);
  const yPred = Int32Array.from(y, (_, i) => argMax(logits, i * classes, classes));
  for (const [name, metric] of Object.entries(metrics))
    logs[`val_${name}`] = metric({ yTrue: y, yPred, probabilities });
  return logs;
}
