import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accuracyScore,
  balancedAccuracyScore,
  cohenKappaScore,
  type Label,
  matthewsCorrcoef,
  precisionRecallFscoreSupport,
} from '../src/index.ts';

/** A fixed seed: a failure prints the path that replays it. PROPERTY_RUNS=5000 looks longer. */
export const settings = { seed: 20180516, numRuns: Number(process.env.PROPERTY_RUNS ?? 100) };
/** A test that a predicate holds for whatever is drawn. */
export const holds = <T>(name: string, arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void): void =>
  test(name, () => fc.assert(fc.property(arbitrary, predicate), settings));

/** Labels of items. */
export interface Data {
  readonly yTrue: Label[];
  readonly yPred: Label[];
}
/** Labels and weights of items. */
export interface Weighted extends Data {
  readonly sampleWeight: number[];
}
export const classes = ['sad', 'angry', 'calm', 'fearful', 'happy'];
export const label = (k: number): fc.Arbitrary<string> => fc.constantFrom(...classes.slice(0, k));
export const items = <T>(item: fc.Arbitrary<T>, minLength = 1): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength, maxLength: 40 });
/** Predictions that are right more often than by chance, so that no score is stuck at an end. */
export const pairs = fc
  .integer({ min: 1, max: 5 })
  .chain((k) => items(fc.tuple(label(k), label(k), fc.boolean()).map(([t, p, right]) => [t, right ? t : p] as const)));
/** Labels of up to five classes. */
export const data: fc.Arbitrary<Data> = pairs.map((all) => ({
  yTrue: all.map(([t]) => t),
  yPred: all.map(([, p]) => p),
}));
/** Weights that are multiples of 1/8, so that sums are exact. */
export const weighted: fc.Arbitrary<Weighted> = data.chain((d) =>
  fc
    .array(fc.integer({ min: 0, max: 40 }), { minLength: d.yTrue.length, maxLength: d.yTrue.length })
    .filter((w) => w.some((n) => n > 0))
    .map((w) => ({ ...d, sampleWeight: w.map((n) => n / 8) })),
);
/** Labels that occur on either side. */
export const union = ({ yTrue, yPred }: Data): Label[] => [...new Set([...yTrue, ...yPred])];
/** Truth for prediction, and prediction for truth. */
export const swap = <T extends Data>(d: T): T => ({ ...d, yTrue: d.yPred, yPred: d.yTrue });
/** Asserts equality to a tolerance; NaN equals NaN. */
export const near = (a: number, b: number, tolerance = 1e-12): void => {
  if (!(Object.is(a, b) || Math.abs(a - b) <= tolerance)) throw new Error(`${a} is not ${b}`);
};
/** Asserts equality of lists, entry by entry. */
export const nearAll = (a: ArrayLike<number>, b: ArrayLike<number>): void => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) near(a[i]!, b[i]!);
};
/** The items in another order, or some of them, or some twice. */
export const reorder = <T extends Data>(d: T, order: readonly number[]): T =>
  Object.fromEntries(
    Object.entries(d).map(([key, list]) => [key, order.map((i) => (list as unknown[])[i])]),
  ) as unknown as T;

/** Every score of labels, as one list: what must not change under a change that means nothing. */
export const everyScore = (d: Data & { sampleWeight?: number[] }): number[] => {
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

/** Scores on a grid, so that ties are common, with both classes present. */
export const ranked = fc
  .tuple(items(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 12 })), 2))
  .map(([all]) => ({ yTrue: all.map(([y]) => y), yScore: all.map(([, s]) => s / 12) }))
  .filter(({ yTrue }) => new Set(yTrue).size === 2);
/** Probabilities as multiples of 1/16, rows summing to 1 exactly. */
export const predicted = fc.integer({ min: 3, max: 5 }).chain((k) =>
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
