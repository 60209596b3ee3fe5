import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumExtremes } from './band-extremes.ts';

test('equals the sums of both ends of every sorted column, ties and any count included', () => {
  const value = fc.integer({ min: -9, max: 9 });
  const columns = fc
    .nat(3)
    .chain((more) =>
      fc.array(fc.array(value, { minLength: more + 1, maxLength: more + 1 }), { minLength: 1, maxLength: 60 }),
    );
  fc.assert(
    fc.property(columns, fc.nat(60), (list, n) => {
      const frames = list[0]!.length;
      const count = Math.max(1, Math.min(n, list.length));
      const [largest, smallest] = [new Float64Array(frames), new Float64Array(frames)];
      sumExtremes(Float32Array.from(list.flat()), count, largest, smallest);
      const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
      for (let t = 0; t < frames; t++) {
        const sorted = list.map((row) => row[t]!).sort((a, b) => a - b);
        expect([largest[t], smallest[t]]).toEqual([sum(sorted.slice(-count)), sum(sorted.slice(0, count))]);
      }
    }),
    { numRuns: 500 },
  );
});
