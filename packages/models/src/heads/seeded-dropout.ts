import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from './dropout-mask.ts';

/**
 * Dropout whose masks are decided by a seed and a step: a new mask every step, the same masks in every run and on every
 * back end.
 *
 * `tf.layers.dropout` with a seed draws one mask and keeps it for the whole training; without one it cannot be repeated.
 * The training loop of this package sets {@link step} before every step, so that a resumed run goes on with the masks that
 * the uninterrupted run would have drawn. Under `model.fit` the layer counts its calls itself.
 *
 * Source: Keras 3 `keras.layers.Dropout`: kept values are scaled by `1 / (1 - rate)`; no effect outside training.
 */
export class SeededDropout extends tf.layers.Layer {
  /** Name in saved models. */
  static readonly className = 'SeededDropout';
  /** Share of the values set to zero, in [0, 1). */
  readonly rate: number;
  /** Seed of the masks. */
  readonly seed: number;
  /** Number of the next mask. */
  step = 0;

  constructor(config: { name?: string; trainable?: boolean; rate: number; seed?: number }) {
    const { rate, seed = 0, ...rest } = config;
    super(rest);
    this.supportsMasking = true;
    this.rate = rate;
    this.seed = seed;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      if (!kwargs.training || this.rate === 0) return tf.clone(x);
      return tf.mul(x, tf.tensor(dropoutMask(x.size, this.rate, this.seed, this.step++), x.shape));
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed };
  }
}
