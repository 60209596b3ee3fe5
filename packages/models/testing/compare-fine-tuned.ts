import { expect } from 'vitest';
import { expectParity } from '../../../tools/parity/expect-parity.ts';
import { type GradientGolden, gradientGolden } from './gradient-golden.ts';

type Fit = GradientGolden['fits'][number];

/** What a repeated fine-tuning gives. */
export interface FineTuned {
  readonly loss: readonly number[];
  /** Weights of each layer that has some. */
  readonly weights: Readonly<Record<string, number[][]>>;
}

/** Holds a fine-tuning on ONNX Runtime against Keras'; what is frozen must not have moved. */
export function compareFineTuned(actual: FineTuned, one: Fit, path: string): void {
  const reference = `Keras ${gradientGolden.versions.keras} Model.fit`;
  const claim = { package: 'models', reference, path, measure: 'absolute' } as const;
  const name = `train: fine-tuning ${one.name}`;
  expectParity(actual.loss, one.loss, { ...claim, name: `${name}, loss`, tolerance: 1e-5 });
  for (const [layer, after] of Object.entries(one.after)) {
    const before = one.weights[layer]!;
    actual.weights[layer]!.forEach((values, i) => {
      // Adam divides by the root of squared gradients, which lifts the last digits of the smallest.
      expectParity(values, after[i]!, { ...claim, name: `${name}, weights`, tolerance: 1e-3 });
      if (after[i]!.join() === before[i]!.data.join()) expect(values).toEqual(before[i]!.data.map(Math.fround));
    });
  }
}
