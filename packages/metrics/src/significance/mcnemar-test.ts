import { fairBinomialTail } from '../distributions/fair-binomial.ts';
import { normalTwoSided } from '../distributions/normal.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkOneOf, optionError } from '../input/check-option.ts';
import { checkOptions } from '../input/check-options.ts';
import { encodeLabels } from '../input/encode-labels.ts';
import type { Label } from '../input/label.ts';

/** Two models on the same items, or just how often exactly one of them was right. */
export type McnemarInput =
  | {
      /** True label of each item. */
      readonly yTrue: ArrayLike<Label>;
      /** Labels predicted by the first model. */
      readonly yPredA: ArrayLike<Label>;
      /** Labels predicted by the second model. */
      readonly yPredB: ArrayLike<Label>;
    }
  | {
      /** Items that only the first model got right. */
      readonly onlyACorrect: number;
      /** Items that only the second model got right. */
      readonly onlyBCorrect: number;
    };

/** Options of {@link mcnemarTest}. */
export type McnemarTestOptions = McnemarInput & {
  /**
   * `'exact'` binomial, `'mid-p'` (less conservative), `'chi-square'`, or `'chi-square-corrected'` (Edwards' continuity correction).
   * @default 'exact'
   */
  readonly method?: McnemarMethod | undefined;
};

/** Method of {@link mcnemarTest}. */
export type McnemarMethod = 'exact' | 'mid-p' | 'chi-square' | 'chi-square-corrected';

/** Result of {@link mcnemarTest}. */
export interface McnemarResult {
  readonly method: McnemarMethod;
  /** Items that only the first model got right. */
  readonly onlyACorrect: number;
  /** Items that only the second model got right. */
  readonly onlyBCorrect: number;
  /** χ², or for the exact methods the smaller of the two counts. */
  readonly statistic: number;
  /** Two-sided p-value. */
  readonly pValue: number;
}

const optionNames = {
  yTrue: true,
  yPredA: true,
  yPredB: true,
  onlyACorrect: true,
  onlyBCorrect: true,
  method: true,
} as const;

/**
 * McNemar's test: are two models wrong equally often on the same items?
 *
 * It takes the items as independent, which clips of one speaker are not: `compareModels` resamples speakers. Below 25 items on
 * which the models disagree, stay with `'exact'` or `'mid-p'`.
 * Reference: McNemar, 1947; Fagerland, Lydersen and Laake, 2013 (mid-p); statsmodels `mcnemar`.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function mcnemarTest(options: McnemarTestOptions): McnemarResult {
  checkOptions('mcnemarTest', options, optionNames);
  const { method = 'exact', ...input } = options;
  const [b, c] = 'yTrue' in input ? discordant(input) : [input.onlyACorrect, input.onlyBCorrect];
  if (![b, c].every((count) => Number.isInteger(count) && count >= 0)) {
    throw optionError('Counts of correct items', 'integers of at least 0', `${b} and ${c}`);
  }
  checkOneOf('method', method, ['exact', 'mid-p', 'chi-square', 'chi-square-corrected']);
  const n = b + c;
  const least = Math.min(b, c);
  const result = { method, onlyACorrect: b, onlyBCorrect: c };
  if (method === 'chi-square' || method === 'chi-square-corrected') {
    // With b = c the correction overshoots, and statsmodels keeps it so: 1 / n.
    const distance = Math.abs(b - c) - (method === 'chi-square' ? 0 : 1);
    const statistic = n === 0 ? 0 : (distance * distance) / n;
    return { ...result, statistic, pValue: normalTwoSided(Math.sqrt(statistic)) };
  }
  const { tail, mass } = fairBinomialTail(least, n);
  // With b = c both tails hold the counts that were observed, and mid-p takes half of them off once (Fagerland et al., supplement).
  const middle = method === 'exact' || n === 0 ? 1 : 1 - mass / 2;
  const pValue = b === c ? middle : Math.min(1, 2 * tail - (method === 'exact' ? 0 : mass));
  return { ...result, statistic: least, pValue };
}

function discordant(input: Extract<McnemarInput, { yTrue: unknown }>): [number, number] {
  const { yTrue, yPredA, yPredB } = input;
  checkLengths({ yTrue, yPredA, yPredB });
  const [truth, a, b] = encodeLabels({ yTrue, yPredA, yPredB }).codes as [Int32Array, Int32Array, Int32Array];
  let onlyA = 0;
  let onlyB = 0;
  for (let i = 0; i < yTrue.length; i++) {
    const aIsRight = truth[i] === a[i];
    const bIsRight = truth[i] === b[i];
    if (aIsRight && !bIsRight) onlyA++;
    if (bIsRight && !aIsRight) onlyB++;
  }
  return [onlyA, onlyB];
}
