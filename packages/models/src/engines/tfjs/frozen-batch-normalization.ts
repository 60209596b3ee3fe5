import * as tf from '@tensorflow/tfjs';

/**
 * Batch normalization that uses its stored statistics and never moves them, but by {@link FrozenBatchNormalization.normalizeBatch}.
 *
 * `tf.layers.batchNormalization` normalizes with the batch and updates its statistics whenever `fit` runs, even when it is
 * not trainable; Keras does neither for a frozen layer, nor for `base(x, training=False)`, the recommended way to
 * fine-tune. Gamma and beta are trainable as usual; the two statistics are not.
 *
 * Source: Keras 3 `keras.layers.BatchNormalization` with `training=False`.
 */
export class FrozenBatchNormalization extends tf.layers.Layer {
  /** Name in saved models. */
  static readonly className = 'FrozenBatchNormalization';
  /** Added to the variance before the square root. */
  readonly epsilon: number;
  /** Share of the old statistics that one batch leaves. */
  readonly momentum: number;
  private gamma: ReturnType<FrozenBatchNormalization['addWeight']> | undefined;
  private beta: ReturnType<FrozenBatchNormalization['addWeight']> | undefined;
  private movingMean: ReturnType<FrozenBatchNormalization['addWeight']> | undefined;
  private movingVariance: ReturnType<FrozenBatchNormalization['addWeight']> | undefined;

  constructor(config: { name?: string; trainable?: boolean; epsilon?: number; momentum?: number }) {
    const { epsilon = 1e-3, momentum = 0.99, ...rest } = config;
    super(rest);
    this.supportsMasking = true;
    this.epsilon = epsilon;
    this.momentum = momentum;
  }

  override build(inputShape: tf.Shape): void {
    const channels = inputShape[inputShape.length - 1]!;
    const ones = tf.initializers.ones();
    const zeros = tf.initializers.zeros();
    this.gamma = this.addWeight('gamma', [channels], 'float32', ones, undefined, true);
    this.beta = this.addWeight('beta', [channels], 'float32', zeros, undefined, true);
    this.movingMean = this.addWeight('moving_mean', [channels], 'float32', zeros, undefined, false);
    this.movingVariance = this.addWeight('moving_variance', [channels], 'float32', ones, undefined, false);
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      return this.normalize(x, this.movingMean!.read(), this.movingVariance!.read());
    });
  }

  /**
   * Normalizes with the mean and the variance of the batch, and moves the stored statistics towards them.
   *
   * Source: Keras 3 `BatchNormalization` with `training=True`; the variance is the population's.
   */
  normalizeBatch(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => {
      const axes = x.shape.slice(0, -1).map((_, axis) => axis);
      const { mean, variance } = tf.moments(x, axes);
      const move = (weight: ReturnType<FrozenBatchNormalization['addWeight']>, value: tf.Tensor): void => {
        weight.write(tf.add(tf.mul(weight.read(), this.momentum), tf.mul(value, 1 - this.momentum)));
      };
      move(this.movingMean!, mean);
      move(this.movingVariance!, variance);
      return this.normalize(x, mean, variance);
    });
  }

  /** One multiplication and one addition per value. */
  private normalize(x: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor): tf.Tensor {
    const scale = tf.mul(this.gamma!.read(), tf.rsqrt(tf.add(variance, this.epsilon)));
    const shift = tf.sub(this.beta!.read(), tf.mul(mean, scale));
    return tf.add(tf.mul(x, scale), shift);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), epsilon: this.epsilon, momentum: this.momentum };
  }
}
