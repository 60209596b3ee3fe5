import { describe, expect, test } from 'vitest';
import { recordParity } from '../../../../tools/parity/expect-parity.ts';
import { labelsFromMargins } from '../../testing/from-margins.ts';
import { readGolden } from '../../testing/golden.ts';
import { accuracyScore, balancedAccuracyScore, classificationReport, f1Score } from '../index.ts';
import { formatFixed } from '../numeric/format-fixed.ts';
import { compareWithPublished, type PublishedReport, poolFolds, publishedReports, reportBy } from './index.ts';

const golden = readGolden<{ models: Record<string, PublishedReport> }>('published-reports.json').models;

test('the tables in the package are the published ones', () => {
  expect(publishedReports).toEqual(golden);
});

describe.each(Object.entries(golden))('%s, rebuilt from its margins', (_, published) => {
  const { yTrue, yPred } = labelsFromMargins(published);
  const report = classificationReport({ yTrue, yPred, labels: Object.keys(published.classes), digits: 4 });

  test('comes out to the last digit', () => {
    expect(yTrue).toHaveLength(491);
    for (const { name, precision, recall, f1, support } of report.classes) {
      const row = published.classes[name]!;
      const printed = [precision, recall, f1].map((value) => Number(formatFixed(value, 4)));
      expect([...printed, support], name).toEqual([row.precision, row.recall, row.f1, row.support]);
    }
    const { accuracy, macroAverage, weightedAverage } = report;
    const overall = {
      accuracy,
      macroF1: macroAverage.f1,
      weightedF1: weightedAverage.f1,
      macroPrecision: macroAverage.precision,
      macroRecall: macroAverage.recall,
    };
    const printed = Object.fromEntries(Object.entries(overall).map(([k, v]) => [k, Number(formatFixed(100 * v!, 2))]));
    expect(printed).toEqual(published.overall);
    recordParity({
      package: 'metrics',
      name: 'classificationReport',
      reference: 'published three-model tables, rebuilt from their margins',
      path: 'printed digits',
      measure: 'absolute',
      tolerance: 0,
      difference: 0,
    });
  });

  test('compares as equal with itself, in every figure', () => {
    const comparison = compareWithPublished(report, published);
    expect(comparison.overall).toHaveLength(5);
    expect(comparison.classes).toHaveLength(24);
    for (const { verdict, low, high, difference } of [...comparison.overall, ...comparison.classes]) {
      expect(verdict).toBe('equal');
      expect(low).toBeLessThan(0);
      expect(high).toBeGreaterThan(0);
      expect(Math.abs(difference)).toBeLessThanOrEqual(5e-5 + 1e-12);
    }
    expect(comparison).toMatchObject({ reproduced: true, classesOutside: 0, level: 0.95 });
    expect(comparison.classesOutsideByChance).toBeCloseTo(1.2, 12);
  });
});

describe('compareWithPublished', () => {
  const report = (name: keyof typeof publishedReports): ReturnType<typeof classificationReport> =>
    classificationReport({
      ...labelsFromMargins(publishedReports[name]),
      labels: Object.keys(publishedReports[name].classes),
    });

  test('a neighbor two points away is consistent, chance is not', () => {
    const near = compareWithPublished(report('VGG16'), publishedReports.VGG19);
    expect(near.reproduced).toBe(true);
    expect(near.overall[0]).toMatchObject({ figure: 'accuracy', verdict: 'consistent' });
    const { yTrue } = labelsFromMargins(publishedReports.VGG19);
    const names = Object.keys(publishedReports.VGG19.classes);
    const guesses = yTrue.map((_, i) => names[i % 8]!);
    const far = compareWithPublished(
      classificationReport({ yTrue, yPred: guesses, labels: names }),
      publishedReports.VGG19,
    );
    expect(far.reproduced).toBe(false);
    expect(far.overall.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 5 }, () => 'different'));
    expect(far.classesOutside).toBeGreaterThan(12);
  });

  test('the interval of two proportions is the one of Newcombe', () => {
    // Newcombe, 1998, table II: 56/70 − 48/80 has the limits 0.0524 and 0.3339 by his method 10.
    const side = (hits: number, n: number): { yTrue: string[]; yPred: string[] } => ({
      yTrue: Array.from({ length: n }, () => 'a'),
      yPred: Array.from({ length: n }, (_, i) => (i < hits ? 'a' : 'b')),
    });
    const ours = side(56, 70);
    const row = { precision: 1, recall: 0.6, f1: 0.75, support: 80 };
    const comparison = compareWithPublished(classificationReport({ ...ours, labels: ['a', 'b'], zeroDivision: 0 }), {
      overall: { ...publishedReports.VGG16.overall, accuracy: 60 },
      classes: { a: row, b: { precision: 0, recall: 0, f1: 0, support: 0 } },
    });
    expect(comparison.overall[0]).toMatchObject({
      figure: 'accuracy',
      low: expect.closeTo(0.0524, 4),
      high: expect.closeTo(0.3339, 4),
    });
  });

  test('knows the digits that were printed', () => {
    const own = report('VGG16');
    const { accuracy, ...rest } = publishedReports.VGG16.overall;
    const shifted = { ...publishedReports.VGG16, overall: { ...rest, accuracy: accuracy + 0.02 } };
    expect(compareWithPublished(own, shifted).overall[0]!.verdict).toBe('consistent');
    expect(compareWithPublished(own, shifted, { overallDigits: 1 }).overall[0]!.verdict).toBe('equal');
  });

  test('refuses other classes', () => {
    const other = classificationReport({ yTrue: ['a'], yPred: ['a'] });
    expect(() => compareWithPublished(other, publishedReports.VGG16)).toThrow(
      /exactly the published classes angry, calm/,
    );
  });
});

describe('reportBy', () => {
  const yTrue = ['a', 'b', 'a', 'b', 'a', 'a'];
  const yPred = ['a', 'a', 'a', 'b', 'b', 'a'];
  const by = { speaker: [10, 10, 9, 9, 9, 2], sex: ['female', 'female', 'male', 'male', 'male', 'female'] };
  const reports = reportBy({ yTrue, yPred, by });

  test('scores each group as if it were alone', () => {
    for (const [name, values] of Object.entries(by)) {
      for (const { group, n, accuracy, uar, macroF1 } of reports[name as 'sex'].groups) {
        const own = yTrue.map((_, i) => i).filter((i) => values[i] === group);
        const data = { yTrue: own.map((i) => yTrue[i]!), yPred: own.map((i) => yPred[i]!) };
        expect(n).toBe(own.length);
        expect(accuracy).toBeCloseTo(accuracyScore(data), 14);
        expect(uar).toBeCloseTo(balancedAccuracyScore(data), 14);
        expect(macroF1).toBeCloseTo(f1Score({ ...data, average: 'macro' }), 14);
      }
    }
  });

  test('sorts groups by value, and names best, worst and the gap between them', () => {
    expect(reports.speaker.groups.map(({ group }) => group)).toEqual([2, 9, 10]);
    expect(reports.speaker.best).toMatchObject({ group: 2, uar: 1, classes: 1 });
    expect(reports.speaker.worst).toMatchObject({ group: 10, uar: 0.5, classes: 2 });
    expect(reports.speaker.gap).toBe(0.5);
    expect(reports.sex.groups.map(({ n }) => n).reduce((a, b) => a + b)).toBe(yTrue.length);
  });

  test('refuses lengths and labels that do not fit', () => {
    expect(() => reportBy({ yTrue, yPred, by: { sex: ['male'] } })).toThrow(/by\.sex has 1/);
    expect(() => reportBy({ yTrue, yPred, by, labels: ['a'] })).toThrow(
      expect.objectContaining({ code: 'unknown-label' }),
    );
  });
});

describe('poolFolds', () => {
  const folds = [
    { yTrue: ['a', 'b', 'c'], yPred: ['a', 'b', 'b'], groups: [1, 1, 1] },
    { yTrue: ['a', 'b'], yPred: ['b', 'b'], groups: [2, 2] },
  ];
  const pooled = poolFolds({ folds });

  test('puts predictions together and scores them both ways', () => {
    expect(pooled.yTrue).toEqual(['a', 'b', 'c', 'a', 'b']);
    expect(pooled.yPred).toEqual(['a', 'b', 'b', 'b', 'b']);
    expect(pooled.groups).toEqual([1, 1, 1, 2, 2]);
    expect(Array.from(pooled.fold)).toEqual([0, 0, 0, 1, 1]);
    expect(pooled.pooled).toMatchObject({ n: 5, accuracy: 3 / 5 });
    expect(pooled.pooled.uar).toBeCloseTo(balancedAccuracyScore(pooled), 14);
    expect(pooled.perFold.map(({ accuracy }) => accuracy)).toEqual([2 / 3, 1 / 2]);
    const { mean, standardDeviation } = pooled.overFolds.accuracy;
    expect(mean).toBeCloseTo(7 / 12, 14);
    expect(standardDeviation).toBeCloseTo(1 / 6 / Math.SQRT2, 14);
    expect(mean).not.toBeCloseTo(pooled.pooled.accuracy, 3);
  });

  test('one fold has no spread, no fold is an error, and groups are for all or none', () => {
    expect(poolFolds({ folds: folds.slice(0, 1) }).overFolds.uar.standardDeviation).toBeNaN();
    expect(() => poolFolds({ folds: [] })).toThrow(expect.objectContaining({ code: 'empty-input' }));
    const { yTrue, yPred } = folds[1]!;
    expect(() => poolFolds({ folds: [folds[0]!, { yTrue, yPred }] })).toThrow(/fold 1 differs/);
    expect(() => poolFolds({ folds, labels: ['a', 'b'] })).toThrow(expect.objectContaining({ code: 'unknown-label' }));
  });
});
