import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accuracyScore,
  balancedAccuracyScore,
  classificationReport,
  cohenKappaScore,
  compareModels,
  confidenceInterval,
  confusionMatrix,
  expectedCalibrationError,
  f1Score,
  fbetaScore,
  type Label,
  logLoss,
  matthewsCorrcoef,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
  rocAucScore,
  topKAccuracyScore,
  unweightedAverageRecall,
  wilsonInterval,
} from './index.ts';
import { formatFixed } from './numeric/format-fixed.ts';
import { auc, averagePrecisionScore, brierScoreLoss, reliabilityBins, rocCurve } from './probability/index.ts';
import { ConfusionAccumulator } from './streams/index.ts';

/** A fixed seed: a failure prints the path that replays it. */
const settings = { seed: 20180516, numRuns: 150 };
const holds = <T>(name: string, arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void): void =>
  test(name, () => fc.assert(fc.property(arbitrary, predicate), settings));

interface Data {
  readonly yTrue: Label[];
  readonly yPred: Label[];
}
interface Weighted extends Data {
  readonly sampleWeight: number[];
}
const classes = ['sad', 'angry', 'calm', 'fearful', 'happy'];
const label = (k: number): fc.Arbitrary<string> => fc.constantFrom(...classes.slice(0, k));
const items = <T>(item: fc.Arbitrary<T>, minLength = 1): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength, maxLength: 40 });
/** Predictions that are right more often than by chance, so that no score is stuck at an end. */
const pairs = fc
  .integer({ min: 1, max: 5 })
  .chain((k) => items(fc.tuple(label(k), label(k), fc.boolean()).map(([t, p, right]) => [t, right ? t : p] as const)));
const data: fc.Arbitrary<Data> = pairs.map((all) => ({ yTrue: all.map(([t]) => t), yPred: all.map(([, p]) => p) }));
/** Weights that are multiples of 1/8, so that sums are exact. */
const weighted: fc.Arbitrary<Weighted> = data.chain((d) =>
  fc
    .array(fc.integer({ min: 0, max: 40 }), { minLength: d.yTrue.length, maxLength: d.yTrue.length })
    .filter((w) => w.some((n) => n > 0))
    .map((w) => ({ ...d, sampleWeight: w.map((n) => n / 8) })),
);
const union = ({ yTrue, yPred }: Data): Label[] => [...new Set([...yTrue, ...yPred])];
const swap = <T extends Data>(d: T): T => ({ ...d, yTrue: d.yPred, yPred: d.yTrue });
const near = (a: number, b: number, tolerance = 1e-12): void => {
  if (!(Object.is(a, b) || Math.abs(a - b) <= tolerance)) throw new Error(`${a} is not ${b}`);
};
const nearAll = (a: ArrayLike<number>, b: ArrayLike<number>): void => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) near(a[i]!, b[i]!);
};
const reorder = <T extends Data>(d: T, order: readonly number[]): T =>
  Object.fromEntries(
    Object.entries(d).map(([key, list]) => [key, order.map((i) => (list as unknown[])[i])]),
  ) as unknown as T;

/** Every score of labels, as one list: what must not change under a change that means nothing. */
const everyScore = (d: Data & { sampleWeight?: number[] }): number[] => {
  const each = precisionRecallFscoreSupport({ ...d, zeroDivision: 0 });
  return [
    accuracyScore(d),
    balancedAccuracyScore(d),
    cohenKappaScore({ ...d, replaceUndefinedBy: 0 }),
    matthewsCorrcoef(d),
    ...each.precision,
    ...each.recall,
    ...each.fScore,
    ...(['micro', 'macro', 'weighted'] as const).flatMap((average) => {
      const s = precisionRecallFscoreSupport({ ...d, average, beta: 2, zeroDivision: 1 });
      return [s.precision, s.recall, s.fScore];
    }),
  ];
};

describe('1: confusion matrix', () => {
  holds('cells add up to the weights, rows to supports, columns to predictions', weighted, (d) => {
    const matrix = confusionMatrix(d);
    const labels = union(d).sort();
    const weightOf = (side: Label[], label: Label): number =>
      side.reduce<number>((sum, own, i) => sum + (own === label ? d.sampleWeight[i]! : 0), 0);
    near(
      matrix.sum(),
      d.sampleWeight.reduce((a, b) => a + b),
    );
    nearAll(
      matrix.sum('row'),
      labels.map((l) => weightOf(d.yTrue, l)),
    );
    nearAll(
      matrix.sum('column'),
      labels.map((l) => weightOf(d.yPred, l)),
    );
    nearAll(precisionRecallFscoreSupport(d).support, matrix.sum('row'));
  });
  holds('each cell counts its pair', data, (d) => {
    const labels = union(d).sort();
    const matrix = confusionMatrix(d);
    labels.forEach((t, i) => {
      labels.forEach((p, j) => {
        expect(matrix.get(i, j)).toBe(d.yTrue.filter((own, k) => own === t && d.yPred[k] === p).length);
      });
    });
  });
  holds('its trace over its sum is the accuracy', weighted, (d) =>
    near(confusionMatrix(d).trace() / confusionMatrix(d).sum(), accuracyScore(d)),
  );
  holds('swapping the arguments transposes it', weighted, (d) =>
    nearAll(confusionMatrix(swap(d)).to1DArray(), confusionMatrix(d).transpose().to1DArray()),
  );
  holds('normalizing is dividing by counts', weighted, (d) => {
    const counts = confusionMatrix(d);
    const [rows, columns] = [counts.sum('row'), counts.sum('column')];
    const divide = (by: (i: number, j: number) => number): number[] =>
      counts.to2DArray().flatMap((row, i) => row.map((n, j) => (by(i, j) === 0 ? 0 : n / by(i, j))));
    nearAll(
      confusionMatrix({ ...d, normalize: 'true' }).to1DArray(),
      divide((i) => rows[i]!),
    );
    nearAll(
      confusionMatrix({ ...d, normalize: 'pred' }).to1DArray(),
      divide((_, j) => columns[j]!),
    );
    nearAll(
      confusionMatrix({ ...d, normalize: 'all' }).to1DArray(),
      divide(() => counts.sum()),
    );
  });
  holds('precision is recall with the arguments swapped', data, (d) => {
    const options = { average: null, zeroDivision: 0 } as const;
    nearAll(precisionScore({ ...d, ...options }), recallScore({ ...swap(d), ...options }));
  });
});

describe('2: precision, recall, F', () => {
  holds('lie in [0, 1], F between precision and recall, F1 their harmonic mean', data, (d) => {
    for (const beta of [0.5, 1, 2]) {
      const s = precisionRecallFscoreSupport({ ...d, beta, zeroDivision: 0 });
      for (const [k, f] of s.fScore.entries()) {
        const [p, r] = [s.precision[k]!, s.recall[k]!];
        for (const value of [p, r, f]) expect(value >= 0 && value <= 1).toBe(true);
        if (p + r === 0) {
          expect(f).toBe(0);
          continue;
        }
        expect(f).toBeGreaterThanOrEqual(Math.min(p, r) - 1e-15);
        expect(f).toBeLessThanOrEqual(Math.max(p, r) + 1e-15);
        near(f, ((1 + beta * beta) * p * r) / (beta * beta * p + r));
      }
    }
  });
  holds('follow from the confusion matrix', weighted, (d) => {
    const matrix = confusionMatrix(d);
    const s = precisionRecallFscoreSupport({ ...d, zeroDivision: Number.NaN });
    const ratio = (n: number, k: number): number => (n === 0 ? Number.NaN : matrix.get(k, k) / n);
    nearAll(s.recall, matrix.sum('row').map(ratio));
    nearAll(s.precision, matrix.sum('column').map(ratio));
  });
  holds('averages are what their names say', weighted, (d) => {
    const each = precisionRecallFscoreSupport({ ...d, zeroDivision: 0 });
    const total = each.support.reduce((a, b) => a + b);
    const macro = precisionRecallFscoreSupport({ ...d, average: 'macro', zeroDivision: 0 });
    const byWeight = precisionRecallFscoreSupport({ ...d, average: 'weighted', zeroDivision: 0 });
    for (const key of ['precision', 'recall', 'fScore'] as const) {
      near(macro[key], each[key].reduce((a, b) => a + b) / each.labels.length);
      near(byWeight[key], each[key].reduce((a, b, k) => a + b * each.support[k]!, 0) / total);
    }
  });
  holds('micro averages are the accuracy when every label is covered, so is weighted recall', weighted, (d) => {
    const micro = precisionRecallFscoreSupport({ ...d, average: 'micro' });
    for (const value of [micro.precision, micro.recall, micro.fScore]) near(value, accuracyScore(d));
    near(recallScore({ ...d, average: 'weighted' }), accuracyScore(d));
  });
  holds('UAR is balanced accuracy and, over labels that occur, macro recall', weighted, (d) => {
    near(unweightedAverageRecall(d), balancedAccuracyScore(d));
    const labels = [...new Set(d.yTrue.filter((_, i) => d.sampleWeight[i]! > 0))];
    near(unweightedAverageRecall({ ...d, labels }), recallScore({ ...d, labels, average: 'macro' }));
  });
  holds('β of 0 is precision, of infinity recall', data, (d) => {
    const options = { ...d, average: null, zeroDivision: 1 } as const;
    nearAll(fbetaScore({ ...options, beta: 0 }), precisionScore(options));
    nearAll(fbetaScore({ ...options, beta: Number.POSITIVE_INFINITY }), recallScore(options));
    nearAll(fbetaScore({ ...options, beta: 1 }), f1Score(options));
  });
  holds('the two classes of a binary problem are what average: null lists', data, (d) => {
    const labels = union(d);
    if (labels.length !== 2) return;
    labels.sort();
    const each = f1Score({ ...d, average: null, zeroDivision: 0 });
    for (const [k, posLabel] of labels.entries()) near(f1Score({ ...d, posLabel, zeroDivision: 0 }), each[k]!);
  });
});

describe('3: agreement', () => {
  holds('is perfect for equal labels', data, ({ yTrue }) => {
    const d = { yTrue, yPred: yTrue };
    const constant = new Set(yTrue).size === 1;
    expect(accuracyScore(d)).toBe(1);
    expect(f1Score({ ...d, average: 'macro' })).toBe(1);
    near(cohenKappaScore({ ...d, replaceUndefinedBy: -1 }), constant ? -1 : 1);
    near(matthewsCorrcoef(d), constant ? 0 : 1);
    if (!constant) near(cohenKappaScore({ ...d, weights: 'quadratic' }), 1);
  });
  holds('kappa and Matthews are symmetric and within [−1, 1]', weighted, (d) => {
    for (const weights of [null, 'linear', 'quadratic'] as const) {
      const kappa = cohenKappaScore({ ...d, weights, replaceUndefinedBy: 0 });
      expect(kappa).toBeGreaterThanOrEqual(-1 - 1e-12);
      expect(kappa).toBeLessThanOrEqual(1);
      near(cohenKappaScore({ ...swap(d), weights, replaceUndefinedBy: 0 }), kappa);
      const labels = union(d);
      const reversed = [...labels].reverse();
      if (new Set(d.yTrue).size === 1) continue;
      near(
        cohenKappaScore({ ...d, weights, labels: reversed, replaceUndefinedBy: 0 }),
        cohenKappaScore({ ...d, weights, labels, replaceUndefinedBy: 0 }),
      );
    }
    const mcc = matthewsCorrcoef(d);
    expect(Math.abs(mcc)).toBeLessThanOrEqual(1 + 1e-12);
    near(matthewsCorrcoef(swap(d)), mcc);
  });
  holds('Matthews of two classes is the correlation of their indicators', weighted, (d) => {
    const labels = union(d);
    if (labels.length > 2) return;
    const x = d.yTrue.map((l) => (l === labels[0] ? 1 : 0));
    const y = d.yPred.map((l) => (l === labels[0] ? 1 : 0));
    const w = d.sampleWeight;
    const total = w.reduce((a, b) => a + b);
    const mean = (v: number[]): number => v.reduce((sum, value, i) => sum + w[i]! * value, 0) / total;
    const cov = (u: number[], v: number[]): number => mean(u.map((value, i) => value * v[i]!)) - mean(u) * mean(v);
    const denominator = Math.sqrt(cov(x, x) * cov(y, y));
    near(matthewsCorrcoef(d), denominator < 1e-9 ? 0 : cov(x, y) / denominator, 1e-9);
  });
  holds('kappa is agreement beyond chance', data, (d) => {
    const n = d.yTrue.length;
    const share = (side: Label[], l: Label): number => side.filter((own) => own === l).length / n;
    const chance = union(d).reduce<number>((sum, l) => sum + share(d.yTrue, l) * share(d.yPred, l), 0);
    if (chance > 1 - 1e-9) return;
    near(cohenKappaScore(d), (accuracyScore(d) - chance) / (1 - chance), 1e-10);
  });
});

describe('4: changes that mean nothing', () => {
  holds('renaming the classes', weighted, (d) => {
    const names = union(d).sort();
    // Same order, other kind: 10, 20, … sort as numbers only.
    const rename = (side: Label[]): number[] => side.map((l) => 10 * (names.indexOf(l) + 1));
    nearAll(everyScore({ ...d, yTrue: rename(d.yTrue), yPred: rename(d.yPred) }), everyScore(d));
    expect(rename(names)).toEqual(names.map((_, k) => 10 * (k + 1)));
  });
  holds('numbers outside the table of small codes', data, (d) => {
    const names = union(d).sort();
    const rename = (side: Label[]): number[] => side.map((l) => 100_000 * (names.indexOf(l) - 2));
    nearAll(everyScore({ yTrue: rename(d.yTrue), yPred: rename(d.yPred) }), everyScore(d));
  });
  holds('typed arrays for arrays', data, (d) => {
    const names = union(d).sort();
    const codes = (side: Label[]): Int32Array => Int32Array.from(side, (l) => names.indexOf(l) - 1);
    nearAll(everyScore({ yTrue: codes(d.yTrue), yPred: codes(d.yPred) } as unknown as Data), everyScore(d));
  });
  holds(
    'the order of items',
    weighted.chain((d) =>
      fc.tuple(fc.constant(d), fc.shuffledSubarray([...d.yTrue.keys()], { minLength: d.yTrue.length })),
    ),
    ([d, order]) => nearAll(everyScore(reorder(d, order)), everyScore(d)),
  );
  holds('every item k times', fc.tuple(data, fc.integer({ min: 2, max: 4 })), ([d, k]) => {
    const times = <T>(list: T[]): T[] => Array.from({ length: k }, () => list).flat();
    nearAll(everyScore({ yTrue: times(d.yTrue), yPred: times(d.yPred) }), everyScore(d));
  });
  holds(
    'splitting into chunks and merging accumulators',
    data.chain((d) =>
      fc.tuple(
        fc.constant(d),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: d.yTrue.length, maxLength: d.yTrue.length }),
      ),
    ),
    ([d, shardOf]) => {
      const labels = union(d);
      const total = new ConfusionAccumulator({ labels });
      for (const shard of [0, 1, 2]) {
        const own = [...d.yTrue.keys()].filter((i) => shardOf[i] === shard);
        if (own.length === 0) continue;
        total.merge(new ConfusionAccumulator({ labels }).update(reorder(d, own)));
      }
      expect(String(total.report({ digits: 6 }))).toBe(String(classificationReport({ ...d, labels, digits: 6 })));
      expect(total.rows()).toEqual(confusionMatrix({ ...d, labels }).to2DArray());
    },
  );
  holds('labels that do not occur change no class', data, (d) => {
    const labels = [...union(d), 'disgust'];
    const own = precisionRecallFscoreSupport({ ...d, labels, zeroDivision: 0 });
    nearAll(own.recall.slice(0, -1), precisionRecallFscoreSupport({ ...d, labels: union(d), zeroDivision: 0 }).recall);
    expect(own.support.at(-1)).toBe(0);
    near(precisionRecallFscoreSupport({ ...d, labels, average: 'micro' }).recall, accuracyScore(d));
  });
});

describe('5: weights', () => {
  holds('ones are none', data, (d) => nearAll(everyScore({ ...d, sampleWeight: d.yTrue.map(() => 1) }), everyScore(d)));
  holds(
    'whole weights repeat, zero removes',
    data.chain((d) =>
      fc.tuple(
        fc.constant(d),
        fc
          .array(fc.integer({ min: 0, max: 3 }), { minLength: d.yTrue.length, maxLength: d.yTrue.length })
          .filter((w) => w.some((n) => n > 0)),
      ),
    ),
    ([d, w]) => {
      const order = w.flatMap((n, i) => Array.from({ length: n }, () => i));
      const repeated = reorder(d, order);
      const labels = union(d);
      const options = { labels, zeroDivision: 0 } as const;
      const a = precisionRecallFscoreSupport({ ...d, ...options, sampleWeight: w });
      const b = precisionRecallFscoreSupport({ ...repeated, ...options });
      for (const key of ['precision', 'recall', 'fScore', 'support'] as const) nearAll(a[key], b[key]);
      near(accuracyScore({ ...d, sampleWeight: w }), accuracyScore(repeated));
      near(matthewsCorrcoef({ ...d, sampleWeight: w }), matthewsCorrcoef(repeated));
    },
  );
  holds('their scale does not matter', fc.tuple(weighted, fc.constantFrom(2, 0.3, 1000)), ([d, factor]) =>
    nearAll(everyScore({ ...d, sampleWeight: d.sampleWeight.map((w) => w * factor) }), everyScore(d)),
  );
});

/** Scores on a grid, so that ties are common, with both classes present. */
const ranked = fc
  .tuple(items(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 12 })), 2))
  .map(([all]) => ({ yTrue: all.map(([y]) => y), yScore: all.map(([, s]) => s / 12) }))
  .filter(({ yTrue }) => new Set(yTrue).size === 2);
/** Probabilities as multiples of 1/16, rows summing to 1 exactly. */
const predicted = fc.integer({ min: 3, max: 5 }).chain((k) =>
  items(
    fc.tuple(
      fc.integer({ min: 0, max: k - 1 }),
      fc.array(fc.integer({ min: 0, max: 16 }), { minLength: k - 1, maxLength: k - 1 }),
    ),
    2,
  ).map((all) => ({
    yTrue: all.map(([y]) => y),
    labels: Array.from({ length: k }, (_, c) => c),
    yProba: all.map(([, cuts]) => {
      const edges = [0, ...cuts.sort((a, b) => a - b), 16];
      return edges.slice(1).map((edge, c) => (edge - edges[c]!) / 16);
    }),
  })),
);

describe('6: ranking, probabilities', () => {
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

describe('6: bins', () => {
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

describe('7: intervals', () => {
  const grouped = data
    .filter(({ yTrue }) => yTrue.length > 3)
    .map((d) => ({ ...d, groups: d.yTrue.map((_, i) => i % 3) }));
  holds(
    'low ≤ high, the same for the same seed, and within the range of accuracy',
    fc.tuple(grouped, fc.integer()),
    ([d, seed]) => {
      const options = { ...d, seed, replicates: 60 };
      const { low, high } = confidenceInterval(options);
      expect(low >= 0 && low <= high && high <= 1).toBe(true);
      expect(confidenceInterval(options)).toEqual(confidenceInterval(options));
    },
  );
  holds(
    'a named metric resamples as the function of that name does',
    fc.tuple(grouped, fc.integer({ min: 0, max: 99 })),
    ([d, seed]) => {
      const labels = union(d);
      const functions = {
        accuracy: accuracyScore,
        uar: (own: Data) => unweightedAverageRecall({ ...own, labels, zeroDivision: Number.NaN }),
        macroF1: (own: Data) => f1Score({ ...own, labels, average: 'macro', zeroDivision: Number.NaN }),
        weightedF1: (own: Data) => f1Score({ ...own, labels, average: 'weighted', zeroDivision: Number.NaN }),
        mcc: matthewsCorrcoef,
        kappa: (own: Data) => cohenKappaScore(own),
      } as const;
      for (const [name, metric] of Object.entries(functions)) {
        const options = { ...d, seed, replicates: 15 };
        const run = (which: keyof typeof functions | typeof metric): number[] => {
          try {
            const { estimate, low, high } = confidenceInterval({ ...options, metric: which });
            return [estimate, low, high];
          } catch {
            return [];
          }
        };
        nearAll(run(name as keyof typeof functions), run(metric));
      }
    },
  );
  holds('everything right: [1, 1] for the bootstrap, not for Wilson', data, ({ yTrue }) => {
    const d = { yTrue, yPred: yTrue };
    expect(confidenceInterval({ ...d, replicates: 20 })).toMatchObject({ low: 1, high: 1 });
    const wilson = confidenceInterval({ ...d, method: 'wilson' });
    expect(wilson.high).toBe(1);
    expect(wilson.low).toBeLessThan(1);
  });
  holds(
    'one item a group is no groups',
    data.filter(({ yTrue }) => yTrue.length > 1),
    (d) => {
      const groups = d.yTrue.map((_, i) => i);
      const a = confidenceInterval({ ...d, groups, replicates: 40 });
      const b = confidenceInterval({ ...d, replicates: 40 });
      expect([a.low, a.high, a.estimate]).toEqual([b.low, b.high, b.estimate]);
    },
  );
  holds(
    'Wilson contains the share, narrows with more trials, and mirrors failures',
    fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 60 })),
    ([k, n]) => {
      const successes = Math.min(k, n);
      const own = wilsonInterval({ successes, trials: n });
      const more = wilsonInterval({ successes: 4 * successes, trials: 4 * n });
      const mirrored = wilsonInterval({ successes: n - successes, trials: n });
      expect(own.low <= successes / n && successes / n <= own.high).toBe(true);
      expect(more.high - more.low).toBeLessThan(own.high - own.low);
      near(mirrored.low, 1 - own.high);
    },
  );
  holds('a model against itself differs by nothing', grouped, (d) => {
    const [pair] = compareModels({
      yTrue: d.yTrue,
      predictions: { a: d.yPred, b: d.yPred },
      groups: d.groups,
      replicates: 20,
    }).pairs;
    expect(pair).toMatchObject({ difference: 0, low: 0, high: 0, pValue: 1, pHolm: 1 });
  });
});

describe('10: report text', () => {
  const names = fc.uniqueArray(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((s) => !/[\s\p{Cc}]/u.test(s)),
    { minLength: 1, maxLength: 5 },
  );
  const named = names.chain((all) =>
    items(fc.tuple(fc.constantFrom(...all), fc.constantFrom(...all)), 4).map((list) => ({
      yTrue: list.map(([t]) => t),
      yPred: list.map(([, p]) => p),
    })),
  );
  holds(
    'reads back as the dictionary, rounded; lines are equally long in code points',
    fc.tuple(named, fc.integer({ min: 0, max: 7 })),
    ([d, digits]) => {
      const report = classificationReport({ ...d, digits, zeroDivision: 0 });
      const lines = String(report).split('\n');
      const rows = report.classes;
      expect(new Set(lines.filter((line) => line !== '').map((line) => [...line].length)).size).toBe(1);
      rows.forEach((row, k) => {
        const cells = lines[k + 2]!.trim().split(/\s+/);
        expect(cells).toEqual([
          row.name,
          ...[row.precision, row.recall, row.f1].map((v) => formatFixed(v, digits)),
          cells.at(-1)!,
        ]);
        expect(Number(cells.at(-1))).toBe(row.support);
      });
      expect(lines.at(-1)).toBe('');
      expect(lines[rows.length + 3]!.trim().split(/\s+/)).toEqual([
        'accuracy',
        formatFixed(report.accuracy!, digits),
        expect.any(String),
      ]);
    },
  );
  holds(
    'rounds to the nearest, ties to even',
    fc.tuple(fc.integer({ min: 0, max: 4096 }), fc.integer({ min: 0, max: 6 })),
    ([k, digits]) => {
      const value = k / 4096;
      // Exact in integers: value·10^digits = k·10^digits / 4096.
      const scaled = BigInt(k) * 10n ** BigInt(digits);
      const floor = scaled / 4096n;
      const twice = 2n * (scaled % 4096n);
      const rounded = twice > 4096n || (twice === 4096n && floor % 2n === 1n) ? floor + 1n : floor;
      const text = rounded.toString().padStart(digits + 1, '0');
      expect(formatFixed(value, digits)).toBe(digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`);
    },
  );
});
