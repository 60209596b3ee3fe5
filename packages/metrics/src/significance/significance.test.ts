import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { readGolden } from '../../testing/golden.ts';
import { compareModels, confidenceInterval, holmCorrection, type McnemarMethod, mcnemarTest } from '../index.ts';

interface McnemarCase {
  b: number;
  c: number;
  exact: number;
  midP: number;
  chiSquare: number;
  chiSquareP: number;
  corrected: number;
  correctedP: number;
}
const { mcnemar, versions } = readGolden<{ mcnemar: McnemarCase[]; versions: { scipy: string } }>(
  'sklearn-extended.json',
);

describe('McNemar', () => {
  test.each(mcnemar)('$b against $c', ({ b, c, ...expected }) => {
    const run = (method: McnemarMethod): { statistic: number; pValue: number } =>
      mcnemarTest({ onlyACorrect: b, onlyBCorrect: c, method });
    const actual = [
      run('exact').pValue,
      run('mid-p').pValue,
      run('chi-square').statistic,
      run('chi-square').pValue,
      run('chi-square-corrected').statistic,
      run('chi-square-corrected').pValue,
    ];
    const { exact, midP, chiSquare, chiSquareP, corrected, correctedP } = expected;
    expectParity(actual, [exact, midP, chiSquare, chiSquareP, corrected, correctedP], {
      package: 'metrics',
      name: 'mcnemarTest',
      reference: `SciPy ${versions.scipy} stats.binomtest, binom.pmf, chi2.sf`,
      path: 'float64',
      measure: 'absolute',
      tolerance: 1e-12,
    });
  });

  test('counts who alone was right', () => {
    const yTrue = ['a', 'b', 'b', 'a', 'c'];
    const yPredA = ['a', 'b', 'a', 'b', 'c'];
    const yPredB = ['b', 'a', 'b', 'b', 'c'];
    expect(mcnemarTest({ yTrue, yPredA, yPredB })).toMatchObject({ onlyACorrect: 2, onlyBCorrect: 1, statistic: 1 });
    expect(mcnemarTest({ yTrue, yPredA, yPredB: yPredA })).toMatchObject({ statistic: 0, pValue: 1 });
  });

  test('refuses what is no count, and models of other lengths', () => {
    expect(() => mcnemarTest({ onlyACorrect: -1, onlyBCorrect: 2 })).toThrow(
      /integers of at least 0, received "-1 and 2"/,
    );
    expect(() => mcnemarTest({ onlyACorrect: 1.5, onlyBCorrect: 2 })).toThrow();
    expect(() => mcnemarTest({ onlyACorrect: 1, onlyBCorrect: 2, method: 'yates' as 'exact' })).toThrow(/method/);
    expect(() => mcnemarTest({ yTrue: ['a'], yPredA: ['a'], yPredB: ['a', 'b'] })).toThrow(/yPredB has 2/);
  });
});

describe('Holm', () => {
  test('steps down, in the order given', () => {
    // Three hypotheses: 0.01·3, then 0.03·2, then max(0.06, 0.04).
    expect(Array.from(holmCorrection([0.03, 0.01, 0.04]))).toEqual([0.06, 0.03, 0.06]);
    expect(Array.from(holmCorrection([0.5, 0.9]))).toEqual([1, 1]);
    expect(Array.from(holmCorrection([]))).toEqual([]);
    expect(() => holmCorrection([0.1, Number.NaN])).toThrow(/pValues\[1\]/);
  });
});

describe('compareModels', () => {
  const items = 600;
  const yTrue = Array.from({ length: items }, (_, i) => ['angry', 'calm', 'sad'][i % 3]!);
  const groups = Array.from({ length: items }, (_, i) => Math.floor(i / 25));
  /** Right on `share` of ten items, the same ones for every model as far as it goes. */
  const model = (share: number): string[] => yTrue.map((label, i) => ((i * 7) % 10 < share ? label : 'calm'));
  const predictions = { weak: model(4), strong: model(8), same: model(8) };

  test('finds the difference that is there, and none where there is none', () => {
    const { models, pairs, warnings } = compareModels({ yTrue, predictions, groups, seed: 1, metric: 'accuracy' });
    expect(models.map(({ name }) => name)).toEqual(['weak', 'strong', 'same']);
    expect(pairs.map(({ a, b }) => `${a}/${b}`)).toEqual(['weak/strong', 'weak/same', 'strong/same']);
    const [weak, , same] = pairs;
    expect(weak!.difference).toBeCloseTo(models[0]!.estimate - models[1]!.estimate, 14);
    expect(weak!.high).toBeLessThan(0);
    expect(weak!.pValue).toBe(2 / 2001);
    expect(weak!.pHolm).toBeCloseTo(6 / 2001, 14);
    expect(same).toMatchObject({ difference: 0, low: 0, high: 0, pValue: 1, pHolm: 1 });
    expect(warnings).toEqual([]);
  });

  test('a model has the interval that confidenceInterval gives it', () => {
    const { models } = compareModels({ yTrue, predictions, groups, seed: 9, metric: 'uar', replicates: 400 });
    const alone = confidenceInterval({
      yTrue,
      yPred: predictions.weak,
      groups,
      seed: 9,
      metric: 'uar',
      replicates: 400,
    });
    expect(models[0]).toMatchObject({ estimate: alone.estimate, low: alone.low, high: alone.high });
  });

  test('pairing makes the difference sharper than two intervals apart', () => {
    const [a, b] = compareModels({ yTrue, predictions, groups, seed: 1 }).models;
    const [pair] = compareModels({ yTrue, predictions, groups, seed: 1 }).pairs;
    expect(pair!.high - pair!.low).toBeLessThan(a!.high - a!.low + (b!.high - b!.low));
  });

  test('swapping two models turns the difference around', () => {
    const forth = compareModels({ yTrue, predictions: { a: model(6), b: model(7) }, groups, seed: 2 }).pairs[0]!;
    const back = compareModels({ yTrue, predictions: { b: model(7), a: model(6) }, groups, seed: 2 }).pairs[0]!;
    expect(back.difference).toBeCloseTo(-forth.difference, 14);
    expect(back.low).toBeCloseTo(-forth.high, 12);
    expect(back.high).toBeCloseTo(-forth.low, 12);
    expect(back.pValue).toBe(forth.pValue);
  });

  test('is calibrated where the models are equally good', () => {
    // Two models that err independently at the same rate: p-values below 0.1 come up in about a tenth of the runs.
    let state = 12345;
    const random = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    let small = 0;
    const runs = 200;
    for (let run = 0; run < runs; run++) {
      const truth = Array.from({ length: 200 }, () => 1);
      const noise = (): number[] => truth.map(() => (random() < 0.7 ? 1 : 0));
      const { pairs } = compareModels({
        yTrue: truth,
        predictions: { a: noise(), b: noise() },
        metric: 'accuracy',
        replicates: 200,
        seed: run,
      });
      if (pairs[0]!.pValue < 0.1) small++;
    }
    expect(small / runs).toBeGreaterThan(0.04);
    expect(small / runs).toBeLessThan(0.18);
  });

  test('few speakers warn', () => {
    const few = groups.map((g) => g % 5);
    expect(compareModels({ yTrue, predictions, groups: few, replicates: 20 }).warnings.map(({ code }) => code)).toEqual(
      ['few-groups'],
    );
  });

  test('takes any function of labels, and drops resamples that it is undefined on', () => {
    const metric = ({ yTrue: t }: { yTrue: unknown[] }): number => (t[0] === 'calm' ? Number.NaN : 1);
    const { warnings } = compareModels({ yTrue, predictions, metric, replicates: 50 });
    expect(warnings.map(({ code }) => code)).toEqual(['undefined-replicates']);
  });

  test.each([
    [{ predictions: { one: yTrue } }, 'invalid-option'],
    [{ predictions: { one: yTrue, two: ['a'] } }, 'length-mismatch'],
    [{ level: 2 }, 'invalid-option'],
    [{ metric: () => Number.NaN, replicates: 5 }, 'undefined-result'],
  ])('refuses %j', (options, code) => {
    expect(() => compareModels({ yTrue, predictions, ...(options as object) })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
