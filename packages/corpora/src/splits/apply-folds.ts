import { CorporaError } from '../errors.ts';
import type { PublishedFolds } from '../rows/published-folds.ts';
import { fieldOf } from './split-key.ts';
import type { ThreeWaySplit } from './train-validation-test-split.ts';

/**
 * Splits items by published folds: whoever a fold does not name trains. Items keep their order.
 *
 * @throws CorporaError `invalid-items` where an item lacks the speaker or facet that the folds go by, or a fold's test or
 * training part would be empty.
 */
export function applyFolds<T>(items: readonly T[], published: PublishedFolds): ThreeWaySplit<T>[] {
  const values = items.map((item, i) => {
    const value = fieldOf(item, published.by);
    if (value !== undefined) return String(value);
    throw new CorporaError(
      'invalid-items',
      `The folds ${published.name} go by ${published.by}, which item ${i} lacks.`,
      {
        field: published.by,
      },
    );
  });
  return published.folds.map(({ test, validation }, f) => {
    const split: ThreeWaySplit<T> = { train: [], validation: [], test: [] };
    const parts = new Map<string, keyof ThreeWaySplit<T>>();
    for (const value of validation) parts.set(value, 'validation');
    for (const value of test) parts.set(value, 'test');
    for (const [i, item] of items.entries()) split[parts.get(values[i]!) ?? 'train'].push(item);
    for (const part of ['train', 'test'] as const) {
      if (split[part].length > 0) continue;
      throw new CorporaError(
        'invalid-items',
        `The ${part} part of fold ${f + 1} of ${published.name} would be empty: of ${published.by} there is ${[...new Set(values)].slice(0, 12).join(', ')}. ` +
          'Give the whole corpus, or use speakerFolds.',
        { field: published.by, received: published.name },
      );
    }
    return split;
  });
}
