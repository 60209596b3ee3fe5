import { expect, test } from 'vitest';
import { readGolden } from '../../testing/golden.ts';
import { betaCdf } from './beta.ts';
import { logGamma } from './log-gamma.ts';
import { normalCritical, normalTwoSided } from './normal.ts';
import { studentCritical, studentTwoSided } from './student-t.ts';

const { distributions } = readGolden<{
  distributions: {
    betaCdf: { x: number; a: number; b: number; value: number }[];
    logGamma: { x: number; value: number }[];
    normalTwoSided: { z: number; value: number }[];
    normalCritical: { level: number; value: number }[];
    studentCritical: { level: number; degrees: number; value: number }[];
  };
}>('sklearn-extended.json');

/** SciPy's value to 11 digits. */
const near = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-11 * Math.max(Math.abs(expected), 1e-300));
};

test.each(distributions.betaCdf)('I($x; $a, $b)', ({ x, a, b, value }) => {
  // Values far below the smallest difference from 1 are reached by 1 − …: absolute there.
  expect(Math.abs(betaCdf(x, a, b) - value)).toBeLessThanOrEqual(1e-12);
  if (value > 1e-6) near(betaCdf(x, a, b), value);
});
test('the incomplete beta function ends at 0 and 1', () => {
  expect([betaCdf(0, 2, 3), betaCdf(-1, 2, 3), betaCdf(1, 2, 3), betaCdf(2, 2, 3)]).toEqual([0, 0, 1, 1]);
});
test.each(distributions.logGamma)('ln Γ($x)', ({ x, value }) => {
  expect(Math.abs(logGamma(x) - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
});
test.each(distributions.normalTwoSided)('P(|Z| ≥ $z)', ({ z, value }) => near(normalTwoSided(z), value));
test.each(distributions.normalCritical)('normal quantile of $level', ({ level, value }) =>
  near(normalCritical(level), value),
);
test.each(distributions.studentCritical)('t quantile of $level, $degrees degrees', ({ level, degrees, value }) => {
  near(studentCritical(level, degrees), value);
  near(studentTwoSided(value, degrees), 1 - level);
});
