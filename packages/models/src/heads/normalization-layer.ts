import * as tf from '@tensorflow/tfjs';
import type { NormalizationStatistics } from './fit-normalization.ts';

/** Keras' `epsilon()`: the least standard deviation that the layer divides by. */
const EPSILON = 1e-7;

/**
 * Keras' `Normalization` layer on the last axis: `(x - mean) / max(sqrt(variance), 1e-7)`.
 *
 * Its two weights, `mean` and `variance`, shape `[dim]`, are measured and never trained.
 *
 * Source: Keras 3 `keras.layers.Normalization` (`axis=-1`).
 */
export class NormalizationLayer extends tf.layers.Layer {
  /** Name in saved models, Keras' own. */
  static readonly className = 'Normalization';
  private initial: NormalizationStatistics | undefined;
  private mean: ReturnType<NormalizationLayer['addWeight']> | undefined;
  private variance: ReturnType<NormalizationLayer['addWeight']> | undefined;

  constructor(config: { name?: string; trainable?: boolean; statistics?: NormalizationStatistics }) {
    const { statistics, ...rest } = config;
    super(rest);
    this.initial = statistics;
  }

  override build(inputShape: tf.Shape): void {
    const dim = inputShape[inputShape.length - 1]!;
    this.mean = this.addWeight('mean', [dim], 'float32', tf.initializers.zeros(), undefined, false);
    this.variance = this.addWeight('variance', [dim], 'float32', tf.initializers.ones(), undefined, false);
    if (this.initial) {
      const { mean, variance } = this.initial;
      tf.tidy(() => this.setWeights([tf.tensor1d(mean), tf.tensor1d(variance)]));
      this.initial = undefined;
    }
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      const deviation = tf.maximum(tf.sqrt(this.variance!.read()), EPSILON);
      return tf.div(tf.sub(x, this.mean!.read()), deviation);
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: -1 };
  }
}
