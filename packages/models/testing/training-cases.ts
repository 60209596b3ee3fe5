import { expect } from 'vitest';
import { expectParity } from '../../../tools/parity/expect-parity.ts';
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
  compareFit(await repeatFit(fit, { microBatchSize }), fit, path, name);
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
}
