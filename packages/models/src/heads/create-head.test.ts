import { expect, test } from 'vitest';
import { createHead } from './create-head.ts';

const options = { inputDim: 8, classes: 3, units: [4], seed: 0 };
const normalization = { mean: new Float32Array(8), variance: new Float32Array(8).fill(1) };

test.each([
  ['a head', () => createHead(options)],
  ['a normalizing head', () => createHead({ ...options, normalization })],
  ['a head over hidden states', () => createHead({ ...options, layers: 2 })],
])('%s says the same of itself however many the process built before', (_, build) => {
  const told = (): string => {
    const model = build();
    const text = model.toJSON(null, false) as unknown;
    model.dispose();
    return JSON.stringify(text);
  };
  expect(told()).toBe(told());
});
