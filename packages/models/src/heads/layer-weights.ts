import * as tf from '@tensorflow/tfjs';
import type { OwnedFloat32 } from '../owned-arrays.ts';
import { softmax } from '../softmax.ts';

/**
 * The sum of hidden states, weighted by the softmax of scores that are learned: `[n, layers · dim]` → `[n, dim]`.
 *
 * The scores begin at 0, so that the sum begins as the mean. Source: Yang et al., "SUPERB" (2021), section 3; the protocol of
 * EmoBox (2024).
 */
export class LayerWeights extends tf.layers.Layer {
  /** Name in saved models. */
  static readonly className = 'LayerWeights';
  private readonly layers: number;
  private scores: ReturnType<LayerWeights['addWeight']> | undefined;

  constructor(config: { name?: string; trainable?: boolean; layers: number }) {
    const { layers, ...rest } = config;
    super(rest);
    this.layers = layers;
  }

  override build(inputShape: tf.Shape): void {
    this.scores = this.addWeight('scores', [this.layers], 'float32', tf.initializers.zeros());
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0]! : inputs) as tf.Tensor2D;
      const states = tf.reshape(x, [x.shape[0], this.layers, x.shape[1] / this.layers]);
      const shares = tf.reshape(tf.softmax(this.scores!.read() as tf.Tensor1D), [1, this.layers, 1]);
      return tf.sum(tf.mul(states, shares), 1);
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0]!, inputShape[1]! / this.layers];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), layers: this.layers };
  }
}

/**
 * How much each hidden state counts in a head that `createHead` made with `layers`: shares that sum to 1, the input of the
 * first layer first; undefined for a head without.
 */
export async function layerWeights(head: tf.LayersModel): Promise<OwnedFloat32 | undefined> {
  const layer = head.layers.find((candidate) => candidate.getClassName() === LayerWeights.className);
  const [scores] = layer?.getWeights() ?? [];
  return scores && softmax((await scores.data()) as Float32Array);
}
