import * as tf from '@tensorflow/tfjs';
import type { AdamSlots, MomentValues } from '../accelerators/accelerator.ts';
import { AdamSchedule } from './adam-schedule.ts';
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
  private readonly schedule: AdamSchedule;

  constructor(variables: readonly tf.Variable[], options: OptimizerOptions) {
    checkOptimizer(options);
    this.variables = variables;
    this.options = options;
    this.schedule = new AdamSchedule(options);
    this.slots = createAdamSlots(variables);
  }

  /** Changes the variables by one step at the given learning rate. The gradients stay the caller's to dispose. */
  apply(gradients: readonly tf.Tensor[], learningRate: number): void {
    const numbers = this.schedule.next(learningRate);
    const keep = this.variables.map(({ name }) => this.schedule.keep(name, learningRate));
    tf.tidy(() => {
      this.slots.step(clip([...gradients], this.options), numbers, keep);
    });
  }

  /** Copies the slots out, for a checkpoint. */
  async state(): Promise<OptimizerState> {
    return { step: this.schedule.step, slots: await this.slots.read() };
  }

  /** Goes on from slots that {@link state} gave. */
  restore(state: OptimizerState): void {
    this.schedule.restore(state.step);
    this.dispose();
    this.slots = createAdamSlots(this.variables, state.slots);
  }

  /** Frees the slots. */
  dispose(): void {
    this.slots.dispose();
  }
}
