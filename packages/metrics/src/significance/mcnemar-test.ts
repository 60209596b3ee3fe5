import { betaCdf } from '../distributions/beta.ts';
import { logGamma } from '../distributions/log-gamma.ts';
import { normalTwoSided } from '../distributions/normal.ts';
import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
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

/**
 * McNemar's test: are two models wrong equally often on the same items?
 *
 * It takes the items as independent, which clips of one speaker are not: `compareModels` resamples speakers. Below 25 items on
 * which the models disagree, stay with `'exact'` or `'mid-p'`.
 * Reference: McNemar, 1947; Fagerland, Lydersen and Laake, 2013 (mid-p); statsmodels `mcnemar`.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function mcnemarTest({ method = 'exact', ...input }: McnemarTestOptions): McnemarResult {
  const [b, c] = 'yTrue' in input ? discordant(input) : [input.onlyACorrect, input.onlyBCorrect];
  if (![b, c].every((count) => Number.isInteger(count) && count >= 0)) {
    throw new MetricsError('INVALID_OPTION', `Counts must be integers of at least 0, received ${b} and ${c}.`);
  }
  const n = b + c;
  const least = Math.min(b, c);
  const result = { method, onlyACorrect: b, onlyBCorrect: c };
  switch (method) {
    case 'exact':
    case 'mid-p': {
      // P(X ≤ least) of a fair binomial is an incomplete beta function at 1/2.
      const tail = n === 0 ? 1 : betaCdf(0.5, n - least, least + 1);
      const atLeast = Math.exp(logGamma(n + 1) - logGamma(least + 1) - logGamma(n - least + 1) - n * Math.LN2);
      const pValue = method === 'exact' ? Math.min(1, 2 * tail) : b === c ? 1 : 2 * tail - atLeast;
      return { ...result, statistic: least, pValue };
    }
    case 'chi-square':
    case 'chi-square-corrected': {
      const distance = Math.max(0, Math.abs(b - c) - (method === 'chi-square' ? 0 : 1));
      const statistic = n === 0 ? 0 : (distance * distance) / n;
      return { ...result, statistic, pValue: normalTwoSided(Math.sqrt(statistic)) };
    }
    default:
      throw new MetricsError(
        'INVALID_OPTION',
        `method must be 'exact', 'mid-p', 'chi-square' or 'chi-square-corrected', received ${JSON.stringify(method)}.`,
      );
  }
}

function discordant(input: Extract<McnemarInput, { yTrue: unknown }>): [number, number] {
  const { yTrue, yPredA, yPredB } = input;
  checkLengths({ yTrue, yPredA, yPredB });
  const a = encodeLabels(yTrue, yPredA, ['yTrue', 'yPredA']);
  const b = encodeLabels(yTrue, yPredB, ['yTrue', 'yPredB']);
  let onlyA = 0;
  let onlyB = 0;
  for (let i = 0; i < yTrue.length; i++) {
    const aIsRight = a.first[i] === a.second[i];
    const bIsRight = b.first[i] === b.second[i];
    if (aIsRight && !bIsRight) onlyA++;
    if (bIsRight && !aIsRight) onlyB++;
  }
  return [onlyA, onlyB];
}
