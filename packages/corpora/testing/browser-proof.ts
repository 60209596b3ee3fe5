import * as corpora from '../src/index.ts';
import { recordings } from './golden-lists.ts';

/** Uses the entry point in the page, and returns plain data that Node computes too. */
export function proof(): unknown {
  const files = recordings();
  const indices = [...files.keys()];
  const options = { stratifyBy: (i: number) => files[i]!.emotion, groupBy: (i: number) => files[i]!.actor };
  const rows = files.map(({ emotion, actor, sex }, i) => ({
    path: `/${i}.wav`,
    label: emotion,
    speaker: String(actor),
    facets: { sex },
  }));
  const random = corpora.trainTestSplit(rows, { testSize: 0.2, stratifyBy: 'label', seed: 42 });
  const attempt = (work: () => unknown): unknown => {
    try {
      return work();
    } catch (error) {
      return corpora.CorporaError.isInstance(error) ? [error.code, error.message] : String(error);
    }
  };
  return JSON.parse(
    JSON.stringify({
      exports: Object.keys(corpora).sort(),
      split: [0, 1, 42].map((seed) => corpora.trainTestSplit(indices, { ...options, testSize: 0.2, seed }).test),
      folds: [
        corpora.stratifiedKFold(indices, { ...options, shuffle: true, seed: 42 }),
        corpora.groupKFold(indices, { ...options, shuffle: true, seed: 42 }),
        corpora.stratifiedGroupKFold(indices, { ...options, shuffle: true, seed: 42 }),
        corpora.leaveOneGroupOut(indices, options),
      ].map((folds) => folds.map((fold) => fold.test)),
      speakers: corpora.speakerFolds(rows, { folds: 5, balanceBy: 'sex' }).map((fold) => fold.speakers),
      threeWay: corpora.trainValidationTestSplit(rows, { groupBy: 'speaker', stratifyBy: 'sex' }).validation,
      leaks: corpora
        .findLeaks(random.train, random.test)
        .map(({ kind, subject, test }) => [kind, subject, test.length]),
      assertion: attempt(() => corpora.assertNoLeaks(random.train, random.test)),
    }),
  ) as unknown;
}
