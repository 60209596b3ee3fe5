// What an application does with @ser/ravdess, in Node and in browsers.
import { actorFolds, catalog, findLeaks, parseFilename, trainTestSplit } from '@ser/ravdess';

export async function use(): Promise<object> {
  const files = catalog({ modality: 'audio-only' });
  const { train, test } = trainTestSplit(files, { testSize: 0.2, stratifyBy: 'emotion', seed: 42 });
  return {
    emotion: parseFilename('03-01-06-01-02-01-12.wav').emotion,
    files: files.length,
    test: test.slice(0, 3),
    leaks: findLeaks(train, test).length,
    voices: actorFolds(files, { folds: 5, seed: 42 }).map(({ actors }) => actors.test),
  };
}
