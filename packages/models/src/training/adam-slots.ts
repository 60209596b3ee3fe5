import * as tf from '@tensorflow/tfjs';
import { nativeBackend } from '../backend/native-operations.ts';
import { type AdamNumbers, adamStep, type Moments } from './adam-step.ts';
import { NativeAdamSlots } from './native-adam-slots.ts';

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

/** Moments as tensors, for every back end. */
class TensorSlots implements AdamSlots {
  private readonly variables: readonly tf.Variable[];
  private moments: Moments[];

  constructor(variables: readonly tf.Variable[], initial?: readonly MomentValues[]) {
    this.variables = variables;
    this.moments = variables.map(({ shape }, i): Moments => {
      const values = initial?.[i];
      if (!values) return [tf.keep(tf.zeros(shape)), tf.keep(tf.zeros(shape))];
      return [tf.keep(tf.tensor(values[0], shape)), tf.keep(tf.tensor(values[1], shape))];
    });
  }

  step(gradients: readonly tf.Tensor[], numbers: AdamNumbers, keep: readonly number[]): void {
    this.variables.forEach((variable, i) => {
      this.moments[i] = adamStep(variable, gradients[i]!, this.moments[i]!, numbers, keep[i]!);
    });
  }

  async read(): Promise<MomentValues[]> {
    const values: MomentValues[] = [];
    for (const [first, second] of this.moments) {
      values.push([(await first.data()) as Float32Array, (await second.data()) as Float32Array]);
    }
    return values;
  }

  dispose(): void {
    for (const slot of this.moments.flat()) slot.dispose();
    this.moments = [];
  }
}

/** Makes the moments of some variables on the back end in use: zeros, or those of a checkpoint. */
export function createAdamSlots(variables: readonly tf.Variable[], initial?: readonly MomentValues[]): AdamSlots {
  const backend = nativeBackend();
  return backend ? new NativeAdamSlots(backend, variables, initial) : new TensorSlots(variables, initial);
}
