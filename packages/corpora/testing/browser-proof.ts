import * as corpora from '../src/index.ts';
import { recordings } from './golden-lists.ts';

/** Uses the entry point in the page, and returns plain data that Node computes too. */
export async function proof(): Promise<unknown> {
  const table = 'Datei;label;speaker;start;end\na.wav;froh;P1;0;1,5\ngone.wav;froh;P1;;\n';
  const source = {
    files: ['labels.csv', 'db.yaml', 'db.emotion.csv', 'a.wav', 'b.wav'],
    readText: async (file: string) =>
      file === 'labels.csv'
        ? table
        : file === 'db.yaml'
          ? 'tables: {emotion: {columns: {emotion: {}}}}'
          : 'file,emotion\nb.wav,sad\n',
  };
  const asTable = await corpora.readCorpusFrom(source, { table: 'labels.csv', columns: { path: 'Datei' } });
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
      table: asTable,
      counts: corpora.countCorpus(asTable),
      audformat: await corpora.readCorpusFrom(source, { format: 'audformat' }),
      names: await corpora.readCorpusFrom({ ...source, files: ['03a01Fa.wav'] }),
      map: corpora.parseLabelMap('joy,happy\nother,\n'),
      published: corpora
        .applyFolds(
          rows.map((row) => ({ ...row, speaker: row.speaker.padStart(2, '0') })),
          corpora.RAVDESS_FOLDS[0]!,
        )
        .map(({ test }) => test.length),
      split: [0, 1, 42].map((seed) => corpora.trainTestSplit(indices, { ...options, testSize: 0.2, seed }).test),
      folds: [
        corpora.kFold(indices, { shuffle: true, seed: 42 }),
        corpora.shuffleSplit(indices, { nSplits: 2 }),
        corpora.groupShuffleSplit(indices, { ...options, nSplits: 2 }),
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
