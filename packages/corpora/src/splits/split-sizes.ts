import { CorporaError } from '../errors.ts';

/** Sizes of the two parts of a split. */
export interface SplitSizes {
  /** Number of training items. */
  readonly train: number;
  /** Number of test items. */
  readonly test: number;
}

/**
 * Number of training and test items, by scikit-learn's rules.
 *
 * A size below 1 is a share of the items: the test part is rounded up, the training part down. A size of 1 or more is a
 * count. What is left out complements the other; with neither, the test part is `defaultTest`.
 * Source: scikit-learn 1.9 `_validate_shuffle_split`.
 *
 * @throws CorporaError `invalid-option` where a size is no share or count, or the two do not fit.
 */
export function splitSizes(
  count: number,
  testSize: number | undefined,
  trainSize: number | undefined,
  defaultTest: number = 0.25,
): SplitSizes {
  checkSize('testSize', testSize, count);
  checkSize('trainSize', trainSize, count);
  if (isShare(testSize) && isShare(trainSize) && testSize + trainSize > 1) {
    refuse('trainSize', trainSize, `testSize + trainSize must not exceed 1; received ${testSize} + ${trainSize}.`);
  }
  const asked = testSize ?? (trainSize === undefined ? defaultTest : undefined);
  let test = asked === undefined ? undefined : asked < 1 ? Math.ceil(asked * count) : asked;
  let train = trainSize === undefined ? undefined : trainSize < 1 ? Math.floor(trainSize * count) : trainSize;
  train ??= count - test!;
  test ??= count - train;
  if (train + test > count) {
    refuse('trainSize', train, `${train} training and ${test} test items were asked for, of ${count}; take fewer.`);
  }
  if (train === 0) {
    refuse('testSize', asked, `With ${count} items the training part would be empty; take a smaller testSize.`);
  }
  return { train, test };
}

function isShare(size: number | undefined): size is number {
  return size !== undefined && size < 1;
}

function checkSize(option: string, size: number | undefined, count: number): void {
  if (size === undefined) return;
  const share = size > 0 && size < 1;
  const whole = Number.isInteger(size) && size >= 1 && size < count;
  if (!share && !whole) {
    refuse(option, size, `${option} must be a share between 0 and 1 or a count below ${count}; received ${size}.`);
  }
}

function refuse(field: string, received: unknown, message: string): never {
  throw new CorporaError('invalid-option', message, { field, received: String(received) });
}
