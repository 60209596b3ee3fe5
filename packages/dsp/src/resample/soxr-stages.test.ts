import { expect, test } from 'vitest';
import { soxrStages } from './soxr-stages.ts';

// Steps between which soxr 1.1.0 takes another length of its interpolating filter, found by bisection of its outputs.
test.each([
  [1.071529, 8, 1.071531, 7],
  [1.356696, 7, 1.356698, 6],
  [1.599592, 6, 1.599594, 6.5],
  [1.732903, 6.5, 1.732905, 7],
  [1.866213, 7, 1.866215, 7.5],
  [1.999523, 7.5, 1.999525, 8],
  [2.143059, 8, 2.143061, 7],
  [2.713393, 7, 2.713395, 6],
])('the filter between samples is as long as soxr’s on both sides of a step', (below, short, above, long) => {
  const lengthOf = (step: number): number => {
    const { stages, interpolation } = soxrStages({ ratio: 1 / step, exact: null });
    const { filter } = stages[interpolation!]!;
    return 'halfLength' in filter ? filter.halfLength : Number.NaN;
  };
  expect([lengthOf(below), lengthOf(above)].map((length) => Math.round(2 * length) / 2)).toEqual([short, long]);
});
