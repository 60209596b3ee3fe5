import { describe, expect, it } from 'vitest';
import { balancedClassWeights } from './balanced-class-weights.ts';

describe('balancedClassWeights', () => {
  it('weighs classes so that each counts alike', () => {
    // compute_class_weight('balanced', classes=[0, 1, 2], y=[0, 0, 0, 1, 2, 2]) of scikit-learn 1.9.
    expect(balancedClassWeights([0, 0, 0, 1, 2, 2], 3)).toEqual([6 / 9, 2, 1]);
  });

  it('gives an absent class no weight and leaves it out of the count', () => {
    expect(balancedClassWeights([0, 0, 2, 0], 3)).toEqual([4 / 6, 0, 2]);
  });

  it('refuses other labels', () => {
    expect(() => balancedClassWeights([0, 3], 3)).toThrow(/Received 3 at index 1/);
    expect(() => balancedClassWeights([0.5], 3)).toThrow(/integers/);
    expect(() => balancedClassWeights([], 3)).toThrow(/at least one/);
  });
});
