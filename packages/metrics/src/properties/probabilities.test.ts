import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { holds, near, predicted, ranked } from '../../testing/properties.ts';
import { accuracyScore, expectedCalibrationError, logLoss, rocAucScore, topKAccuracyScore } from '../index.ts';
import { auc, averagePrecisionScore, brierScoreLoss, reliabilityBins, rocCurve } from '../probability/index.ts';

describe('ranking, probabilities', () => {
  holds('AUC is the Mann–Whitney probability, ties counting one half', ranked, ({ yTrue, yScore }) => {
    let wins = 0;
    let count = 0;
    yTrue.forEach((a, i) => {
      yTrue.forEach((b, j) => {
        if (a !== 1 || b !== 0) return;
        count++;
        wins += yScore[i]! > yScore[j]! ? 1 : yScore[i] === yScore[j] ? 0.5 : 0;
      });
    });
    near(rocAucScore({ yTrue, yScore }), wins / count);
    const { fpr, tpr } = rocCurve({ yTrue, yScore });
    near(auc({ x: fpr, y: tpr }), wins / count);
  });
  holds(
    'AUC does not change under increasing maps, and turns around under a decreasing one',
    ranked,
    ({ yTrue, yScore }) => {
      const own = rocAucScore({ yTrue, yScore });
      near(rocAucScore({ yTrue, yScore: yScore.map((s) => Math.exp(3 * s) - 7) }), own);
      near(rocAucScore({ yTrue, yScore: yScore.map((s) => -s) }), 1 - own);
      near(rocAucScore({ yTrue: yTrue.map((y) => 1 - y), yScore }), 1 - own);
    },
  );
  holds('AUC with whole weights is AUC of repeated items', ranked, ({ yTrue, yScore }) => {
    const sampleWeight = yTrue.map((_, i) => 1 + (i % 3));
    const order = sampleWeight.flatMap((n, i) => Array.from({ length: n }, () => i));
    const repeated = { yTrue: order.map((i) => yTrue[i]!), yScore: order.map((i) => yScore[i]!) };
    near(rocAucScore({ yTrue, yScore, sampleWeight }), rocAucScore(repeated));
    near(averagePrecisionScore({ yTrue, yScore, sampleWeight }), averagePrecisionScore(repeated));
  });
  holds('one against the rest is the two-class area of each class', predicted, ({ yTrue, yProba, labels }) => {
    const each = rocAucScore({ yTrue, yScore: yProba, labels, multiClass: 'ovr', average: null });
    labels.forEach((label, c) => {
      const own = yTrue.map((y) => (y === label ? 1 : 0));
      const column = { yTrue: own, yScore: yProba.map((row) => row[c]!) };
      if (new Set(own).size === 2) near(each[c]!, rocAucScore(column));
      else expect(each[c]).toBeNaN();
    });
  });
  holds('a curve rises from (0, 0) to (1, 1), thresholds fall', ranked, (d) => {
    const { fpr, tpr, thresholds } = rocCurve({ ...d, dropIntermediate: false });
    expect([fpr[0], tpr[0], thresholds[0]]).toEqual([0, 0, Number.POSITIVE_INFINITY]);
    expect([fpr.at(-1), tpr.at(-1)]).toEqual([1, 1]);
    for (let i = 1; i < fpr.length; i++) {
      expect(fpr[i]! >= fpr[i - 1]! && tpr[i]! >= tpr[i - 1]! && thresholds[i]! < thresholds[i - 1]!).toBe(true);
    }
    expect(thresholds.length).toBe(new Set(d.yScore).size + 1);
  });
  holds(
    'average precision lies in [share of positives / n, 1] and is 1 for a perfect ranking',
    ranked,
    ({ yTrue, yScore }) => {
      const ap = averagePrecisionScore({ yTrue, yScore });
      expect(ap > 0 && ap <= 1 + 1e-12).toBe(true);
      near(averagePrecisionScore({ yTrue, yScore: yTrue }), 1);
    },
  );
  holds('top-k does not fall with k, and everything is among all', predicted, ({ yTrue, yProba, labels }) => {
    const hits = labels.map((_, i) => topKAccuracyScore({ yTrue, yScore: yProba, labels, k: i + 1 }));
    expect(hits.every((value, i) => i === 0 || value >= hits[i - 1]!)).toBe(true);
    expect(hits.at(-1)).toBe(1);
  });
  holds('top-1 is the accuracy of the class on top', predicted, ({ yTrue, yProba, labels }) => {
    const clear = yProba.map((row) => row.filter((p) => p === Math.max(...row)).length === 1);
    const own = [...yTrue.keys()].filter((i) => clear[i]);
    if (own.length === 0) return;
    const yPred = own.map((i) => yProba[i]!.indexOf(Math.max(...yProba[i]!)));
    const data = { yTrue: own.map((i) => yTrue[i]!), yScore: own.map((i) => yProba[i]!), labels, k: 1 };
    near(topKAccuracyScore(data), accuracyScore({ yTrue: data.yTrue, yPred }));
  });
  holds(
    'log loss and Brier are means of one value an item, within their bounds',
    predicted,
    ({ yTrue, yProba, labels }) => {
      const one = (i: number): { yTrue: number[]; yProba: number[][]; labels: number[] } => ({
        yTrue: [yTrue[i]!],
        yProba: [yProba[i]!],
        labels,
      });
      const mean = (f: (i: number) => number): number => yTrue.reduce((sum, _, i) => sum + f(i), 0) / yTrue.length;
      const [loss, brier] = [logLoss({ yTrue, yProba, labels }), brierScoreLoss({ yTrue, yProba, labels })];
      near(
        loss,
        mean((i) => logLoss(one(i))),
        1e-11,
      );
      near(
        brier,
        mean((i) => brierScoreLoss(one(i))),
        1e-12,
      );
      near(
        loss,
        mean((i) => -Math.log(Math.min(1 - 2 ** -52, Math.max(2 ** -52, yProba[i]![yTrue[i]!]!)))),
        1e-11,
      );
      near(
        brier,
        mean((i) => yProba[i]!.reduce((sum, p, c) => sum + ((c === yTrue[i] ? 1 : 0) - p) ** 2, 0)),
        1e-12,
      );
      expect(loss).toBeGreaterThanOrEqual(0);
      expect(brier >= 0 && brier <= 2).toBe(true);
    },
  );
  holds('calibration errors: l1 ≤ l2 ≤ max ≤ 1; one bin compares means', predicted, ({ yTrue, yProba, labels }) => {
    const data = { yTrue, yProba, labels };
    for (const closed of ['left', 'right'] as const) {
      const [l1, l2, max] = (['l1', 'l2', 'max'] as const).map((norm) =>
        expectedCalibrationError({ ...data, closed, nBins: 8, norm }),
      );
      expect(l1! >= 0 && l1! <= l2! + 1e-15 && l2! <= max! + 1e-15 && max! <= 1).toBe(true);
    }
    const confidence = yProba.map((row) => Math.max(...row));
    const hits = yProba.map((row, i) => (row.indexOf(Math.max(...row)) === yTrue[i] ? 1 : 0));
    const mean = (v: number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
    near(expectedCalibrationError({ ...data, nBins: 1 }), Math.abs(mean(confidence) - mean(hits)));
  });
});

describe('bins', () => {
  holds(
    'are equally wide, hold what lies between their edges, and add up to everything',
    fc.tuple(predicted, fc.integer({ min: 1, max: 16 })),
    ([d, nBins]) => {
      for (const closed of ['left', 'right'] as const) {
        const bins = reliabilityBins({ ...d, nBins, closed });
        expect(bins).toHaveLength(nBins);
        bins.forEach(({ lower, upper }, b) => {
          near(lower, b / nBins);
          near(upper, (b + 1) / nBins);
        });
        const confidence = d.yProba.map((row) => Math.max(...row));
        const inside = (p: number, b: number): boolean =>
          closed === 'right'
            ? p > bins[b]!.lower && p <= bins[b]!.upper
            : p >= bins[b]!.lower && (p < bins[b]!.upper || b === nBins - 1);
        for (const [b, bin] of bins.entries()) {
          const own = confidence.flatMap((p, i) => (inside(p, b) ? [i] : []));
          expect(bin.count).toBe(own.length);
          const hits = own.filter((i) => d.yProba[i]!.indexOf(confidence[i]!) === d.yTrue[i]);
          near(bin.accuracy, own.length === 0 ? Number.NaN : hits.length / own.length);
          near(
            bin.confidence,
            own.length === 0 ? Number.NaN : own.reduce((sum, i) => sum + confidence[i]!, 0) / own.length,
          );
        }
      }
    },
  );
  holds('give the calibration errors as norms of their gaps', predicted, (d) => {
    const filled = reliabilityBins({ ...d, nBins: 6 }).filter(({ count }) => count > 0);
    const gaps = filled.map(({ count, confidence, accuracy }) => ({
      share: count / d.yTrue.length,
      gap: Math.abs(confidence - accuracy),
    }));
    const error = (norm: 'l1' | 'l2' | 'max'): number => expectedCalibrationError({ ...d, nBins: 6, norm });
    near(
      error('l1'),
      gaps.reduce((sum, { share, gap }) => sum + share * gap, 0),
    );
    near(error('l2'), Math.sqrt(gaps.reduce((sum, { share, gap }) => sum + share * gap * gap, 0)));
    near(error('max'), Math.max(...gaps.map(({ gap }) => gap)));
  });
  holds('count weights as repetitions', predicted, (d) => {
    const sampleWeight = d.yTrue.map((_, i) => 1 + (i % 3));
    const order = sampleWeight.flatMap((n, i) => Array.from({ length: n }, () => i));
    const repeated = { labels: d.labels, yTrue: order.map((i) => d.yTrue[i]!), yProba: order.map((i) => d.yProba[i]!) };
    near(expectedCalibrationError({ ...d, sampleWeight }), expectedCalibrationError(repeated));
    near(logLoss({ ...d, sampleWeight }), logLoss(repeated), 1e-11);
    near(brierScoreLoss({ ...d, sampleWeight }), brierScoreLoss(repeated));
    for (const k of [1, 2]) {
      const options = { labels: d.labels, k };
      near(
        topKAccuracyScore({ yTrue: d.yTrue, yScore: d.yProba, sampleWeight, ...options }),
        topKAccuracyScore({ yTrue: repeated.yTrue, yScore: repeated.yProba, ...options }),
      );
    }
  });
  holds('averages of areas are what their names say', predicted, ({ yTrue, yProba, labels }) => {
    const common = { yTrue, yScore: yProba, labels };
    if (new Set(yTrue).size < labels.length) return;
    for (const score of [
      (average: 'macro' | 'weighted' | 'micro' | null) => rocAucScore({ ...common, multiClass: 'ovr', average }),
      (average: 'macro' | 'weighted' | 'micro' | null) => averagePrecisionScore({ ...common, average }),
    ]) {
      const each = score(null) as Float64Array;
      near(score('macro') as number, each.reduce((a, b) => a + b) / labels.length);
      const share = (k: number): number => yTrue.filter((y) => y === k).length / yTrue.length;
      near(
        score('weighted') as number,
        each.reduce((sum, value, k) => sum + share(k) * value, 0),
      );
    }
    const flat = { yTrue: yTrue.flatMap((y) => labels.map((l) => (l === y ? 1 : 0))), yScore: yProba.flat() };
    near(rocAucScore({ ...common, multiClass: 'ovr', average: 'micro' }), rocAucScore(flat));
    near(averagePrecisionScore({ ...common, average: 'micro' }), averagePrecisionScore(flat));
    let pairs = 0;
    let sum = 0;
    for (const a of labels) {
      for (const b of labels) {
        if (a === b) continue;
        const own = [...yTrue.keys()].filter((i) => yTrue[i] === a || yTrue[i] === b);
        sum += rocAucScore({ yTrue: own.map((i) => (yTrue[i] === a ? 1 : 0)), yScore: own.map((i) => yProba[i]![a]!) });
        pairs++;
      }
    }
    near(rocAucScore({ ...common, multiClass: 'ovo' }), sum / pairs);
  });
});
