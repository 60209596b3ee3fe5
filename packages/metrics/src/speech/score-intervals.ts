import { type Interval, wilsonInterval } from '../intervals/wilson-interval.ts';

/** A score with its limits. */
export interface ScoreInterval extends Interval {
  readonly value: number;
}

/** Totals of one class. */
export interface ClassTotals {
  readonly truePositives: number;
  readonly predicted: number;
  readonly support: number;
}

/** A proportion with Wilson's limits; NaN throughout without trials. */
export function proportionInterval(successes: number, trials: number, level: number): ScoreInterval {
  if (trials === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  return { value: successes / trials, ...wilsonInterval({ successes, trials, level }) };
}

/**
 * F1 with limits: F1 = 2J / (1 + J) rises with J = tp / (tp + fp + fn), which is a proportion, so its limits carry over.
 */
export function f1Interval({ truePositives, predicted, support }: ClassTotals, level: number): ScoreInterval {
  const { value, low, high } = proportionInterval(truePositives, support + predicted - truePositives, level);
  const f1 = (jaccard: number): number => (2 * jaccard) / (1 + jaccard);
  return { value: f1(value), low: f1(low), high: f1(high) };
}

/**
 * Weighted sum of independent scores (recalls of different classes are) with limits recovered from theirs (MOVER; Zou and Donner, 2008): distances from the value add
 * up as variances do.
 */
export function sumInterval(scores: readonly ScoreInterval[], weights: readonly number[]): ScoreInterval {
  const root = (distance: (score: ScoreInterval) => number): number =>
    Math.sqrt(scores.reduce((sum, score, k) => sum + (weights[k]! * distance(score)) ** 2, 0));
  const value = scores.reduce((sum, score, k) => sum + weights[k]! * score.value, 0);
  return {
    value,
    low: value - root((score) => score.value - score.low),
    high: value + root((score) => score.high - score.value),
  };
}

/** Difference a − b of independent scores with limits; for two proportions it is Newcombe's hybrid score interval (1998, method 10). */
export function differenceInterval(a: ScoreInterval, b: ScoreInterval): ScoreInterval {
  return sumInterval([a, { value: b.value, low: b.high, high: b.low }], [1, -1]);
}
