import * as ravdess from '../src/index.ts';

/** Uses every export of the entry point in the page, and returns plain data that Node computes too. */
export function proof(): unknown {
  const files = ravdess.catalog({ modality: 'audio-only' });
  const names = ravdess.catalog().map((recording) => ravdess.formatFilename(recording));
  const indices = [...files.keys()];
  const options = { stratifyBy: (i: number) => files[i]!.emotion };
  const entries = files.slice(0, 50).map((recording) => ({ path: ravdess.formatFilename(recording), recording }));
  const random = ravdess.trainTestSplit(files, { testSize: 0.2, stratifyBy: 'emotion', seed: 42 });
  const attempt = (work: () => unknown): unknown => {
    try {
      return work();
    } catch (error) {
      return ravdess.RavdessError.isInstance(error) ? [error.code, error.message] : String(error);
    }
  };
  return JSON.parse(
    JSON.stringify({
      exports: Object.keys(ravdess).sort(),
      identity: names.every((name) => ravdess.formatFilename(ravdess.parseFilename(name)) === name),
      count: names.length,
      lenient: ravdess.parseFilenameLenient('C:\\x\\Actor_02\\03-01-01-02-01-01-01_a.FLAC'),
      refusal: attempt(() => ravdess.parseFilename('03-01-09-01-01-01-01.wav')),
      split: [0, 1, 42].map((seed) => ravdess.trainTestSplit(indices, { ...options, testSize: 0.2, seed }).test),
      actors: ravdess.actorFolds(files, { folds: 5, seed: 42 }).map((fold) => fold.actors),
      preset: ravdess.actorFolds(files, { preset: 'audb' })[0]!.actors,
      threeWay: ravdess
        .trainValidationTestSplit(files, { groupBy: 'actor', stratifyBy: 'sex' })
        .validation.map((recording) => ravdess.formatFilename(recording)),
      leaks: ravdess
        .findLeaks(random.train, random.test)
        .map(({ kind, subject, test }) => [kind, subject, test.length]),
      assertion: attempt(() => ravdess.assertNoLeaks(random.train, random.test)),
      json: ravdess.manifestFromJson(ravdess.manifestToJson(entries)),
      csv: ravdess.manifestToCsv(ravdess.manifestFromCsv(ravdess.manifestToCsv(entries))),
      summary: ravdess.formatSummary(ravdess.summarizeCorpus(files)),
      missing: ravdess.missingRecordings(files.slice(1)),
    }),
  ) as unknown;
}
