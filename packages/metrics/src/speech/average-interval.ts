import { normalCritical } from '../distributions/normal.ts';
import { type ClassTotals, type ScoreInterval, sumInterval } from './score-intervals.ts';

/** Which score of the classes is averaged. */
export type AveragedScore = 'precision' | 'f1';

/**
 * Weighted sum of the precisions or F1s of classes with limits.
 *
 * These scores are not independent: a wrong item costs its own class and the class it was taken for. To first order the sum is a
 * sum over items, each worth g(true, predicted), so its variance is that of g within the classes. Which wrong class an item went
 * to is taken in proportion to the false positives of the others, as margins do not tell. Where the limits of independent
 * scores are wider, those stand, which keeps perfect scores from having no width at all.
 */
export function averageInterval(
  score: AveragedScore,
  totals: readonly ClassTotals[],
  perClass: readonly ScoreInterval[],
  weights: readonly number[],
  level: number,
): ScoreInterval {
  const apart = sumInterval(perClass, weights);
  /** Change of the sum per predicted item of class j, and what is added when it is right. */
  const slopes = totals.map(({ predicted, support }, j) => {
    const size = score === 'f1' ? support + predicted : predicted;
    const unit = size === 0 ? 0 : weights[j]! / size;
    return { cost: unit * perClass[j]!.value, hit: unit * (score === 'f1' ? 2 : 1) };
  });
  let variance = 0;
  totals.forEach(({ truePositives, support }, i) => {
    if (support === 0) return;
    const recall = truePositives / support;
    const others = totals.map((one, j) => (j === i ? 0 : one.predicted - one.truePositives));
    const wrong = others.reduce((sum, n) => sum + n, 0);
    let mean = recall * (slopes[i]!.hit - slopes[i]!.cost);
    let square = recall * (slopes[i]!.hit - slopes[i]!.cost) ** 2;
    others.forEach((n, j) => {
      const share = wrong === 0 ? 0 : ((1 - recall) * n) / wrong;
      mean -= share * slopes[j]!.cost;
      square += share * slopes[j]!.cost ** 2;
    });
    variance += support * Math.max(0, square - mean * mean);
  });
  const margin = normalCritical(level) * Math.sqrt(variance);
  return {
    value: apart.value,
    low: Math.min(apart.low, apart.value - margin),
    high: Math.max(apart.high, apart.value + margin),
  };
}
