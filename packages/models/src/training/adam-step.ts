import * as tf from '@tensorflow/tfjs';
import { type WasmBackend, wasmKernels } from '../accelerators/wasm/wasm-kernels.ts';

/** Numbers of one Adam step, the same for every weight. */
export interface AdamNumbers {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Learning rate with both moments' corrections: `lr · sqrt(1 - beta2^t) / (1 - beta1^t)`. */
  readonly rate: number;
}

/** First and second moment of one weight tensor. */
export type Moments = [first: tf.Tensor, second: tf.Tensor];

/**
 * Moves one weight tensor by one step and returns its new moments, kept; the old ones are gone.
 *
 * On `wasm` a compiled kernel does it in one pass over the values and changes the moments in place. The weights are written
 * anew in either case, because the back end keeps prepared copies of them by their identity.
 *
 * @param keep What weight decay leaves of a weight: `1 - decay · lr`.
 */
export function adamStep(
  variable: tf.Variable,
  gradient: tf.Tensor,
  moments: Moments,
  numbers: AdamNumbers,
  keep: number,
): Moments {
  const { beta1, beta2, epsilon, rate } = numbers;
  const kernels = tf.getBackend() === 'wasm' ? wasmKernels(tf.backend() as WasmBackend) : undefined;
  if (kernels) {
    const out = kernels.empty(variable.shape);
    const pointers = [variable, gradient, ...moments, out].map((tensor) => kernels.at(tensor));
    const [w, g, m, v, next] = pointers as [number, number, number, number, number];
    kernels.run.adam(w, g, m, v, next, variable.size, 1 - beta1, 1 - beta2, rate, epsilon, keep);
    const updated = tf.engine().makeTensorFromTensorInfo(out);
    variable.assign(updated);
    updated.dispose();
    return moments;
  }
  return tf.tidy((): Moments => {
    const [first, second] = moments;
    const m = tf.add(first, tf.mul(tf.sub(gradient, first), 1 - beta1));
    const v = tf.add(second, tf.mul(tf.sub(tf.square(gradient), second), 1 - beta2));
    const old = keep === 1 ? variable : tf.mul(variable, keep);
    variable.assign(tf.sub(old, tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), epsilon))));
    first.dispose();
    second.dispose();
    return [tf.keep(m), tf.keep(v)];
  });
}
