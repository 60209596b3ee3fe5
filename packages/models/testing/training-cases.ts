import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { expectParity } from '../../../tools/parity/expect-parity.ts';
import { FrozenBatchNormalization } from '../src/engines/tfjs/frozen-batch-normalization.ts';
import { AdamOptimizer } from '../src/training/optimizer.ts';
import { type Repeated, repeatFineTuning, repeatFit, repeatSteps } from './repeat-keras.ts';
import { type golden, keras } from './training-golden.ts';

const fitClaim = { package: 'models', reference: `${keras} Model.fit`, measure: 'absolute' } as const;

/** Holds the weights after every step of an optimizer against Keras'. */
export async function checkOptimizer(one: (typeof golden.optimizers)[number], path: string): Promise<void> {
  const claim = { package: 'models', reference: `${keras} optimizers`, measure: 'absolute', tolerance: 1e-6 } as const;
  expectParity(await repeatSteps(one), one.weights.flat(2), { ...claim, path, name: `train: ${one.name}` });
}

/** Holds a repeated `fit` of a head against Keras'. */
export function compareFit(
  actual: Repeated,
  fit: (typeof golden.fits)[number],
  path: string,
  name: string = fit.name,
): void {
  const claim = { ...fitClaim, path, tolerance: 1e-4 };
  for (const figure of ['loss', 'val_loss'] as const) {
    expectParity(actual.history[figure]!, fit.history[figure]!, { ...claim, name: `train: ${figure}, ${name}` });
  }
  for (const figure of ['accuracy', 'val_accuracy'] as const) {
    expect(actual.history[figure]!.map((v) => v.toFixed(5))).toEqual(fit.history[figure]!.map((v) => v.toFixed(5)));
  }
  expectParity(actual.probabilities, fit.probabilities, { ...claim, name: `train: probabilities, ${name}` });
}

/** Repeats 20 epochs of Keras and compares, whole or in micro-batches. */
export async function checkFit(
  fit: (typeof golden.fits)[number],
  path: string,
  microBatchSize?: number,
): Promise<void> {
  const name = `${fit.name}${microBatchSize ? ', micro-batches' : ''}`;
  const runtime = path === 'onnx' ? 'onnx' : 'tfjs';
  compareFit(await repeatFit(fit, { microBatchSize, runtime }), fit, path, name);
}

/** Holds a repeated `fit` of a convolutional network against Keras'; what is frozen must not have moved. */
export function compareFineTuning(actual: Repeated, fit: (typeof golden.fineTuning)[number], path: string): void {
  const name = `train: fine-tuning ${fit.name}`;
  expectParity(actual.history.loss!, fit.history.loss!, { ...fitClaim, path, name: `${name}, loss`, tolerance: 1e-4 });
  const claim = { ...fitClaim, path, name: `${name}, probabilities`, tolerance: 1e-4 };
  expectParity(actual.probabilities, fit.probabilities, claim);
  for (const [layer, weights] of Object.entries(fit.weights)) {
    weights.forEach((expected, i) => {
      const values = actual.weights[layer]![i]!;
      expectParity(values, expected, { ...fitClaim, path, name: `${name}, weights`, tolerance: 1e-3 });
      if (fit.frozen.includes(layer)) expect(values).toEqual(fit.start[layer]![i]!.map(Math.fround));
    });
  }
}

/** Repeats 4 epochs of Keras on a small convolutional network and compares. */
export async function checkFineTuning(fit: (typeof golden.fineTuning)[number], path: string): Promise<void> {
  compareFineTuning(await repeatFineTuning(fit), fit, path);
  // The layer that backbones have in its place.
  const ours = await repeatFineTuning(fit, (config) => new FrozenBatchNormalization(config));
  compareFineTuning(ours, fit, `${path}, as in backbones`);
}

/**
 * Six steps of Adam on one weight, by one optimizer or, interrupted after three, by a second one that was given its state.
 *
 * @param assign Value that somebody else gives the weight before the fifth step.
 */
export async function stepAdam({
  interrupt,
  assign,
}: {
  readonly interrupt: boolean;
  readonly assign?: readonly number[];
}): Promise<Float32Array> {
  const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, -2, 3, 4, 5])));
  let optimizer = new AdamOptimizer([variable], { name: 'adam' });
  for (let step = 0; step < 6; step++) {
    if (interrupt && step === 3) {
      const state = await optimizer.state();
      optimizer.dispose();
      optimizer = new AdamOptimizer([variable], { name: 'adam' });
      optimizer.restore(state);
    }
    if (assign && step === 4) tf.tidy(() => variable.assign(tf.tensor1d([...assign])));
    const gradient = tf.tensor1d([step, 1, -step, 0.5, 2]);
    optimizer.apply([gradient], 0.01);
    gradient.dispose();
  }
  const values = variable.dataSync<'float32'>().slice();
  optimizer.dispose();
  variable.dispose();
  return values;
}
