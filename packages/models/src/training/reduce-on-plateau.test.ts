import { describe, expect, it } from 'vitest';
import { golden } from '../../testing/training-golden.ts';
import { reduceOnPlateau } from './reduce-on-plateau.ts';

describe('reduceOnPlateau', () => {
  const { series, initial, cases } = golden.reduceOnPlateau;
  it.each(cases)('reduces where Keras reduces: $options', ({ options, rates }) => {
    const state = { best: null, wait: 0, cooldown: 0, scale: 1 };
    series.forEach((value, epoch) => {
      reduceOnPlateau(state, { val_loss: value }, initial * state.scale, options);
      expect(initial * state.scale).toBeCloseTo(rates[epoch]!, 7);
    });
  });
});
