import { describe, expect, test } from 'vitest';
import { recordParity } from '../../../../tools/parity/expect-parity.ts';
import { expectSklearn, readGolden } from '../../testing/golden.ts';
import type { Label } from '../input/label.ts';
import { classificationReport } from './classification-report.ts';

interface ReportCase {
  name: string;
  y_true: Label[];
  y_pred: Label[];
  options: {
    labels?: Label[];
    target_names?: string[];
    sample_weight?: number[];
    digits?: number;
    zero_division?: number | string;
  };
  text: string;
  dict: Record<string, number | Record<string, number>>;
}
const { reports } = readGolden<{ reports: ReportCase[] }>('sklearn-extended.json');

describe.each(reports)('report: $name', ({ y_true, y_pred, options, text, dict }) => {
  const report = classificationReport({
    yTrue: y_true,
    yPred: y_pred,
    labels: options.labels,
    targetNames: options.target_names,
    sampleWeight: options.sample_weight,
    digits: options.digits,
    zeroDivision: options.zero_division === undefined ? 'warn' : Number(options.zero_division),
  });

  test('prints the same bytes', () => {
    expect(String(report)).toBe(text);
    recordParity({
      package: 'metrics',
      name: 'classificationReport',
      reference: 'scikit-learn 1.9.1 metrics.classification_report',
      path: 'text, bytes',
      measure: 'absolute',
      tolerance: 0,
      difference: 0,
    });
  });

  test('holds the same dictionary', () => {
    const own = report.toJSON();
    expect(Object.keys(own).sort()).toEqual(Object.keys(dict).sort());
    for (const [key, entry] of Object.entries(dict)) {
      const flat = (value: unknown): number[] =>
        typeof value === 'object' ? Object.values(value as object) : [value as number];
      if (typeof entry === 'object') expect(Object.keys(own[key] as object)).toEqual(Object.keys(entry));
      expectSklearn('classificationReport', 'metrics.classification_report', flat(own[key]), flat(entry));
    }
  });
});

describe('what scikit-learn does not say', () => {
  const yTrue = ['a', 'b', 'b'];
  const yPred = ['a', 'a', 'c'];

  test('warns once for each undefined column, with the labels, and as data', () => {
    const heard: string[] = [];
    const { warnings } = classificationReport({ yTrue, yPred, onWarning: ({ message }) => heard.push(message) });
    expect(warnings.map(({ message }) => message)).toEqual(heard);
    expect(warnings).toEqual([
      {
        code: 'undefined-metric',
        message: 'precision is undefined and set to 0 for ["b"], which have no predicted item. Control: zeroDivision.',
      },
      {
        code: 'undefined-metric',
        message: 'recall is undefined and set to 0 for ["c"], which have no true item. Control: zeroDivision.',
      },
    ]);
    expect(classificationReport({ yTrue, yPred, zeroDivision: 0 }).warnings).toEqual([]);
  });

  test('refuses repeated labels and target names that do not fit', () => {
    const refusal = (options: object): unknown => {
      try {
        return classificationReport({ yTrue, yPred, ...options });
      } catch (error) {
        return error;
      }
    };
    expect(refusal({ labels: ['a', 'b', 'a'] })).toMatchObject({ code: 'invalid-labels' });
    expect(refusal({ labels: ['a', 'b'], targetNames: ['A'] })).toMatchObject({ code: 'invalid-labels' });
    expect(refusal({ targetNames: ['A'] })).toMatchObject({
      code: 'invalid-labels',
      message: 'There are 3 classes and 1 targetNames. Pass labels to fix the classes.',
    });
    expect(refusal({ digits: -1 })).toMatchObject({ code: 'invalid-option' });
    expect(refusal({ digits: 1.5 })).toMatchObject({ code: 'invalid-option' });
  });

  test('warns when a class is named like an average', () => {
    const report = classificationReport({ yTrue: ['accuracy', 'x'], yPred: ['accuracy', 'x'] });
    expect(report.warnings.map(({ code }) => code)).toEqual(['name-collision']);
    expect(report.toJSON().accuracy).toBe(1);
  });

  test('a class called __proto__ is a class', () => {
    const json = classificationReport({ yTrue: ['__proto__', 'x'], yPred: ['__proto__', 'x'] }).toJSON();
    expect(Object.keys(json)).toContain('__proto__');
    expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
  });

  test('inputs stay as they are', () => {
    const t = Object.freeze([...yTrue]);
    const p = Object.freeze([...yPred]);
    const labels = Object.freeze(['c', 'b', 'a']);
    expect(() => classificationReport({ yTrue: t, yPred: p, labels })).not.toThrow();
  });
});
