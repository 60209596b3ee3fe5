import * as tf from '@tensorflow/tfjs';
import type { AdamSlots, MomentValues } from '../accelerators/accelerator.ts';
import { createAdamSlots } from './adam-slots.ts';
import { checkOptimizer, type OptimizerOptions } from './check-optimizer.ts';

/** Slots of an optimizer as plain arrays, for a checkpoint. */
export interface OptimizerState {
  /** Steps taken. */
  readonly step: number;
  /** First and second moments, one pair a trained weight tensor, in the order of the variables. */
  readonly slots: readonly MomentValues[];
}

/** Brings gradients to their allowed size as Keras 3 does: by value, by norm, or by the norm of all together. */
function clip(gradients: tf.Tensor[], options: OptimizerOptions): tf.Tensor[] {
  const { clipNorm, globalClipNorm, clipValue } = options;
  if (clipValue !== undefined) return gradients.map((g) => tf.clipByValue(g, -clipValue, clipValue));
  if (clipNorm !== undefined) {
    return gradients.map((g) => {
      const norm = tf.sqrt(tf.sum(tf.square(g)));
      return tf.div(tf.mul(g, clipNorm), tf.maximum(norm, clipNorm));
    });
  }
  if (globalClipNorm !== undefined) {
    const norm = tf.sqrt(tf.addN(gradients.map((g) => tf.sum(tf.square(g)))));
    const scale = tf.div(globalClipNorm, tf.maximum(norm, globalClipNorm));
    return gradients.map((g) => tf.mul(g, scale));
  }
  return gradients;
}

/**
 * Adam and AdamW, equal to Keras 3's step for step.
 *
 * Keras divides by `sqrt(v) + epsilon` and corrects both moments in the rate; `tf.train.adam` corrects `v` before the root,
 * which differs for small gradients, and keeps its slots by position. One optimizer belongs to one list of variables: make
 * a new one after freezing or unfreezing.
 *
 * Source: Keras 3 `keras.optimizers.Adam`, `AdamW`; Kingma & Ba 2015 (arXiv:1412.6980); Loshchilov & Hutter 2019 (arXiv:1711.05101).
 */
export class AdamOptimizer {
  private readonly variables: readonly tf.Variable[];
  private readonly options: OptimizerOptions;
  private slots: AdamSlots;
  private step = 0;
  private beta1Power = 1;
  private beta2Power = 1;

  constructor(variables: readonly tf.Variable[], options: OptimizerOptions) {
    checkOptimizer(options);
    this.variables = variables;
    this.options = options;
    this.slots = createAdamSlots(variables);
  }

  /** Changes the variables by one step at the given learning rate. The gradients stay the caller's to dispose. */
  apply(gradients: readonly tf.Tensor[], learningRate: number): void {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay = 0.004, name } = this.options;
    this.step++;
    this.beta1Power *= Math.fround(beta1);
    this.beta2Power *= Math.fround(beta2);
    // Keras computes the corrections in float32, where 1 - 0.999 is off by 5e-5: rounded as it rounds.
    const firstCorrection = 1 - Math.fround(this.beta1Power);
    const secondCorrection = 1 - Math.fround(this.beta2Power);
    const rate = (learningRate * Math.sqrt(secondCorrection)) / firstCorrection;
    const excluded = this.options.excludeFromWeightDecay ?? [];
    const keep = this.variables.map((variable) => {
      const decays = name === 'adamw' && !excluded.some((part) => variable.name.includes(part));
      return decays ? 1 - weightDecay * learningRate : 1;
    });
    tf.tidy(() => {
      this.slots.step(clip([...gradients], this.options), { beta1, beta2, epsilon, rate }, keep);
    });
  }

  /** Copies the slots out, for a checkpoint. */
  async state(): Promise<OptimizerState> {
    return { step: this.step, slots: await this.slots.read() };
  }

  /** Goes on from slots that {@link state} gave. */
  restore(state: OptimizerState): void {
    const { beta1 = 0.9, beta2 = 0.999 } = this.options;
    this.step = state.step;
    this.beta1Power = 1;
    this.beta2Power = 1;
    for (let i = 0; i < state.step; i++) {
      this.beta1Power *= Math.fround(beta1);
      this.beta2Power *= Math.fround(beta2);
    }
    this.dispose();
    this.slots = createAdamSlots(this.variables, state.slots);
  }

  /** Frees the slots. */
  dispose(): void {
    this.slots.dispose();
  }
}
