import * as tf from '@tensorflow/tfjs';
import type { AdamSlots, MomentValues } from '../accelerators/accelerator.ts';
import { acceleratorInUse } from '../accelerators/accelerator-in-use.ts';
import { type AdamNumbers, adamStep, type Moments } from './adam-step.ts';

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
  const accelerator = acceleratorInUse();
  return accelerator?.createAdamSlots(variables, initial) ?? new TensorSlots(variables, initial);
}
