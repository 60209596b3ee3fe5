// What an application does with @ser/corpora, in Node and in browsers.
import { findLeaks, readCorpusFrom, speakerFolds, trainTestSplit } from '@ser/corpora';

export async function use(): Promise<object> {
  const rows = ['anna', 'ben', 'cleo', 'dan'].flatMap((speaker) =>
    ['calm', 'angry'].map((label) => ({ path: `/corpus/${speaker}-${label}.wav`, label, speaker, facets: {} })),
  );
  const random = trainTestSplit(rows, { testSize: 2, stratifyBy: 'label', seed: 1 });
  const folds = speakerFolds(rows, { folds: 4, seed: 1 });
  const table = 'file,emotion,speaker\n1.wav,angry,anna\n2.wav,calm,ben\n';
  const corpus = await readCorpusFrom({ files: ['labels.csv', '1.wav', '2.wav'], readText: async () => table });
  return {
    rows: corpus.rows.map(({ name, label, speaker }) => `${name.slice(0, 1)} ${label} ${speaker}`),
    test: random.test.map((row) => rows.indexOf(row)),
    folds: folds.length,
    speakers: folds.map(({ speakers }) => speakers.test),
    leaks: [...new Set(findLeaks(random.train, random.test).map(({ kind }) => kind))],
  };
}
