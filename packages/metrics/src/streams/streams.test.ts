import { describe, expect, test } from 'vitest';
import { classificationReport, expectedCalibrationError } from '../index.ts';
import { reliabilityBins } from '../probability/index.ts';
import { CalibrationAccumulator, type CalibrationState, ConfusionAccumulator, type ConfusionState } from './index.ts';

const labels = ['calm', 'sad', 'angry'];
const yTrue = ['calm', 'sad', 'sad', 'calm', 'angry', 'angry', 'sad'];
const yPred = ['calm', 'sad', 'calm', 'sad', 'angry', 'sad', 'sad'];
const sampleWeight = [0.1, 0.2, 3, 1, 2, 0.5, 0.25];
const proba = yTrue.map((_, i) => [0.2 + 0.1 * (i % 4), 0.5 - 0.1 * (i % 4), 0.3]);

describe('ConfusionAccumulator', () => {
  test('batches and shards are the whole', () => {
    const whole = classificationReport({ yTrue, yPred, labels });
    const shards = [0, 1, 2].map((shard) => {
      const own = new ConfusionAccumulator({ labels });
      for (let i = shard; i < yTrue.length; i += 3) own.update({ yTrue: [yTrue[i]!], yPred: [yPred[i]!] });
      return own;
    });
    const total = new ConfusionAccumulator({ labels });
    for (const shard of shards)
      total.merge(ConfusionAccumulator.fromJSON(JSON.parse(JSON.stringify(shard)) as ConfusionState));
    expect(String(total.report())).toBe(String(whole));
    expect(total.report().toJSON()).toEqual(whole.toJSON());
    expect(total.rows()).toEqual([
      [1, 1, 0],
      [1, 2, 0],
      [0, 1, 1],
    ]);
    expect(
      shards[0]!
        .rows()
        .flat()
        .reduce((a, b) => a + b),
    ).toBe(3);
  });

  test('weights add up, and print as weights', () => {
    const total = new ConfusionAccumulator({ labels });
    yTrue.forEach((label, i) => {
      total.update({ yTrue: [label], yPred: [yPred[i]!], sampleWeight: [sampleWeight[i]!] });
    });
    const whole = classificationReport({ yTrue, yPred, labels, sampleWeight });
    expect(total.report().macroAverage.f1).toBeCloseTo(whole.macroAverage.f1, 14);
    expect(total.report().counts.floatSupport).toBe(true);
    expect(ConfusionAccumulator.fromJSON(total.toJSON()).report().counts.floatSupport).toBe(true);
  });

  test('reports go through layout and warnings', () => {
    const total = new ConfusionAccumulator({ labels }).update({ yTrue: ['calm'], yPred: ['sad'] });
    const codes: string[] = [];
    const report = total.report({
      digits: 3,
      targetNames: ['C', 'S', 'A'],
      onWarning: ({ code }) => void codes.push(code),
    });
    expect(String(report)).toBe(
      String(
        classificationReport({ yTrue: ['calm'], yPred: ['sad'], labels, digits: 3, targetNames: ['C', 'S', 'A'] }),
      ),
    );
    expect(codes).toEqual(['undefined-metric', 'undefined-metric', 'undefined-metric']);
  });

  test('refuses other labels, other states, and a report of nothing', () => {
    const total = new ConfusionAccumulator({ labels });
    expect(() => total.report()).toThrow(expect.objectContaining({ code: 'empty-input' }));
    expect(() => total.update({ yTrue: ['calm', 'fearful'], yPred: ['calm', 'calm'] })).toThrow(
      expect.objectContaining({ code: 'unknown-label' }),
    );
    expect(
      total
        .rows()
        .flat()
        .every((n) => n === 0),
    ).toBe(true);
    const reordered = new ConfusionAccumulator({ labels: [...labels].reverse() });
    expect(() => total.merge(reordered)).toThrow(expect.objectContaining({ code: 'incompatible-state' }));
    expect(() => new ConfusionAccumulator({ labels: [] })).toThrow(expect.objectContaining({ code: 'invalid-labels' }));
    for (const state of [undefined, {}, { labels, matrix: [[1]] }, { labels: ['a'], matrix: [[Number.NaN]] }]) {
      expect(() => ConfusionAccumulator.fromJSON(state as unknown as ConfusionState)).toThrow(
        expect.objectContaining({ code: 'incompatible-state' }),
      );
    }
  });
});

describe('CalibrationAccumulator', () => {
  const rule = { nBins: 5, closed: 'left' } as const;
  test('batches and shards are the whole', () => {
    const data = { yTrue, yProba: proba, classes: labels, ...rule };
    const parts = [0, 3].map((start) =>
      new CalibrationAccumulator(rule).update({
        yTrue: yTrue.slice(start, start === 0 ? 3 : undefined),
        yProba: proba.slice(start, start === 0 ? 3 : undefined),
        classes: labels,
      }),
    );
    const state = JSON.parse(JSON.stringify(parts[1])) as CalibrationState;
    const total = parts[0]!.merge(CalibrationAccumulator.fromJSON(state));
    expect(total.error()).toBeCloseTo(expectedCalibrationError(data), 14);
    expect(total.error('max')).toBeCloseTo(expectedCalibrationError({ ...data, norm: 'max' }), 14);
    total.bins().forEach((bin, b) => {
      const own = reliabilityBins(data)[b]!;
      expect(bin.count).toBe(own.count);
      expect(bin.accuracy).toBe(own.accuracy);
    });
  });

  test('refuses another bin rule and other states, and is NaN before the first item', () => {
    const total = new CalibrationAccumulator(rule);
    expect(total.error()).toBeNaN();
    expect(new CalibrationAccumulator().bins()).toHaveLength(15);
    expect(() => total.merge(new CalibrationAccumulator({ nBins: 5 }))).toThrow(
      expect.objectContaining({ code: 'incompatible-state' }),
    );
    expect(() => new CalibrationAccumulator({ nBins: 0 })).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    const half = { closed: 'left', counts: [1], confidences: [1, 2], correct: [1] };
    for (const state of [undefined, {}, half]) {
      expect(() => CalibrationAccumulator.fromJSON(state as unknown as CalibrationState)).toThrow(
        expect.objectContaining({ code: 'incompatible-state' }),
      );
    }
  });
});
