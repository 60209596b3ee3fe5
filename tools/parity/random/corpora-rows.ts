import * as corpora from '../../../packages/corpora/src/index.ts';
import { pythonOf } from './dsp-draws.ts';
import { type Draw, pick, type RandomRow } from './row.ts';

/** An item of a corpus: its place is what the splits of both sides are compared by. */
interface Item {
  readonly at: number;
  readonly label: string | number;
  readonly speaker: string | number;
}

/** Items of classes and speakers of any sizes, in any order. */
function items(random: Draw): Item[] {
  const size = pick(random, 4, 10, 30, 200);
  const classes = pick<readonly (string | number)[]>(
    random,
    ['angry', 'calm'],
    ['sad', 'happy', 'angry', 'calm'],
    [3, 1, 2],
  );
  const speakers = 2 + Math.floor(random() * pick(random, 4, 20));
  const skew = pick(random, 1, 3);
  return Array.from({ length: size }, (_, at) => ({
    at,
    label: classes[Math.floor(random() ** skew * classes.length)]!,
    speaker: 100 + Math.floor(random() ** skew * speakers),
  }));
}

const flat = (splits: readonly { readonly train: readonly Item[]; readonly test: readonly Item[] }[]): number[] =>
  splits.flatMap(({ train, test }) => [
    train.length,
    ...train.map(({ at }) => at),
    test.length,
    ...test.map(({ at }) => at),
  ]);

/** A splitter of scikit-learn in as many folds as its options ask for. */
function splitter(
  name: string,
  sklearn: string,
  run: unknown,
  options: (random: Draw) => Record<string, unknown>,
  by: { readonly label?: string; readonly group?: string } = {},
): RandomRow {
  return {
    name,
    measure: 'absolute',
    tolerance: 0,
    draw(random) {
      const given = items(random);
      const own = options(random);
      const keys = { ...(by.label && { [by.label]: 'label' }), ...(by.group && { [by.group]: 'speaker' }) };
      return {
        title: JSON.stringify({ ...own, items: given.map(({ label, speaker }) => [label, speaker]) }).slice(0, 300),
        call: 'random_references.split',
        args: [sklearn, given.length],
        kwargs: {
          ...pythonOf(own),
          ...(by.label && { labels: given.map(({ label }) => label) }),
          ...(by.group && { groups: given.map(({ speaker }) => speaker) }),
        },
        ours: () =>
          flat((run as (items: Item[], options: object) => corpora.Split<Item>[])(given, { ...own, ...keys })),
      };
    },
  };
}

const folds = (random: Draw): Record<string, unknown> => ({
  nSplits: 2 + Math.floor(random() * 5),
  ...(random() < 0.5 && { shuffle: true, seed: Math.floor(random() * 2 ** 32) }),
});
const draws = (random: Draw): Record<string, unknown> => ({
  nSplits: 1 + Math.floor(random() * 4),
  testSize: pick(random, 0.1, 0.25, 0.5, 0.33),
  seed: Math.floor(random() * 2 ** 32),
});

/** The splits of `@ser/corpora`, index for index beside scikit-learn's. */
export const corporaRows: readonly RandomRow[] = [
  splitter('kFold', 'KFold', corpora.kFold, folds),
  splitter('stratifiedKFold', 'StratifiedKFold', corpora.stratifiedKFold, folds, { label: 'stratifyBy' }),
  splitter('groupKFold', 'GroupKFold', corpora.groupKFold, folds, { group: 'groupBy' }),
  splitter('stratifiedGroupKFold', 'StratifiedGroupKFold', corpora.stratifiedGroupKFold, folds, {
    label: 'stratifyBy',
    group: 'groupBy',
  }),
  splitter('leaveOneGroupOut', 'LeaveOneGroupOut', corpora.leaveOneGroupOut, () => ({}), { group: 'groupBy' }),
  splitter('shuffleSplit', 'ShuffleSplit', corpora.shuffleSplit, draws),
  splitter('groupShuffleSplit', 'GroupShuffleSplit', corpora.groupShuffleSplit, draws, { group: 'groupBy' }),
  {
    name: 'trainTestSplit',
    measure: 'absolute',
    tolerance: 0,
    draw(random) {
      const given = items(random);
      const own = {
        testSize: pick(random, 0.1, 0.2, 0.25, 0.5),
        shuffle: random() < 0.9,
        seed: Math.floor(random() * 2 ** 32),
      };
      const isStratified = own.shuffle && random() < 0.5;
      return {
        title: JSON.stringify({ ...own, isStratified, labels: given.map(({ label }) => label) }).slice(0, 300),
        call: 'random_references.train_test',
        args: [given.length],
        kwargs: { ...pythonOf(own), ...(isStratified && { stratify: given.map(({ label }) => label) }) },
        ours: () =>
          flat([corpora.trainTestSplit(given, { ...own, ...(isStratified && { stratifyBy: 'label' as const }) })]),
      };
    },
  },
];
