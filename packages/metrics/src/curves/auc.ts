import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';

/** Options of {@link auc}. */
export interface AucOptions {
  /** Abscissas, ascending or descending. */
  readonly x: ArrayLike<number>;
  /** Ordinates; same length as `x`. */
  readonly y: ArrayLike<number>;
}

const optionNames: OptionNames<AucOptions> = { x: true, y: true };

/**
 * Area under a curve by the trapezoidal rule.
 *
 * Reference: scikit-learn 1.9 `metrics.auc`.
 *
 * @throws {MetricsError} `undefined-result` below two points or when `x` turns back, `length-mismatch`.
 */
export function auc(options: AucOptions): number {
  checkOptions('auc', options, optionNames);
  const { x, y } = options;
  checkLengths({ x, y });
  if (x.length < 2) {
    throw new MetricsError('undefined-result', `An area needs at least 2 points, received ${x.length}.`);
  }
  let area = 0;
  let rises = false;
  let falls = false;
  for (let i = 1; i < x.length; i++) {
    const width = x[i]! - x[i - 1]!;
    if (width > 0) rises = true;
    if (width < 0) falls = true;
    area += (width * (y[i]! + y[i - 1]!)) / 2;
  }
  if (rises && falls) {
    throw new MetricsError('undefined-result', 'x is neither increasing nor decreasing, so it bounds no area.');
  }
  return falls ? -area : area;
}
