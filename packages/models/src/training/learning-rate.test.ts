import { describe, expect, it } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { golden, keras } from '../../testing/training-golden.ts';
import { learningRateAt } from './learning-rate.ts';

describe('learningRateAt', () => {
  it.each(golden.schedules)('equals Keras: %j', ({ options, rates }) => {
    expectParity(
      rates.map((_, step) => learningRateAt(options, step)),
      rates,
      {
        package: 'models',
        name: 'learningRateAt',
        reference: `${keras} optimizers.schedules`,
        path: 'float64',
        measure: 'relative',
        // Keras computes schedules in float32.
        tolerance: 1e-6,
      },
    );
  });

  it('warms up linearly to a constant', () => {
    const rates = [0, 1, 2, 3, 4, 5].map((step) =>
      learningRateAt({ schedule: 'constant', initial: 0.4, warmupSteps: 4 }, step),
    );
    expect(rates).toEqual([0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.4]);
  });

  it('counts falls from the end of the warm-up', () => {
    const rate = { schedule: 'step', initial: 1, every: 2, factor: 0.5, warmupSteps: 2 } as const;
    expect([0, 1, 2, 3, 4, 5, 6].map((step) => learningRateAt(rate, step))).toEqual([0, 0.5, 1, 1, 0.5, 0.5, 0.25]);
  });
});
