import type * as tf from '@tensorflow/tfjs';
import type { AdamNumbers } from '../training/adam-step.ts';

/** First and second moments of one weight tensor as plain arrays. */
export type MomentValues = readonly [Float32Array, Float32Array];

/** The moments of all weights that an optimizer moves, wherever the back end keeps them. */
export interface AdamSlots {
  /** Moves every variable by one step. `keep[i]` is what weight decay leaves of the weights of variable i. */
  step(gradients: readonly tf.Tensor[], numbers: AdamNumbers, keep: readonly number[]): void;
  /** Copies the moments out. */
  read(): Promise<MomentValues[]>;
  /** Frees the moments. */
  dispose(): void;
}

/**
 * What a back end of TensorFlow.js does faster than TensorFlow.js asks it to. Training knows this interface alone, so that
 * an accelerator is a folder and a row of {@link acceleratorInUse}.
 */
export interface Accelerator {
  /** Runs one layer, to the same numbers as `layer.apply`; undefined for a layer that is no faster here. */
  runLayer(layer: tf.layers.Layer, inputs: readonly tf.Tensor[]): tf.Tensor | undefined;
  /** Makes Adam's moments of some variables: zeros, or those of a checkpoint. */
  createAdamSlots(variables: readonly tf.Variable[], initial?: readonly MomentValues[]): AdamSlots;
}
