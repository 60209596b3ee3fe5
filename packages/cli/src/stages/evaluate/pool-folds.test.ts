import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fakePredictions, recordings } from '../../../test/fake-run.ts';
import { runFolder } from '../../run-folder.ts';
import { poolFolds } from './pool-folds.ts';

test('what a run of one split left in the folder, its map too, is no result of folds', async () => {
  const home = await mkdtemp(join(tmpdir(), 'ser-pool-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const folder = runFolder(home).of('VGG16');
  await mkdir(folder.path, { recursive: true });
  const left = [folder.training, folder.history, folder.learningCurves, folder.map];
  for (const path of left) await writeFile(path, 'of one split');

  const predictions = fakePredictions(recordings.slice(0, 8), 0.5, 1);
  const labels = [...new Set(predictions.flatMap(({ actual, predicted }) => [actual, predicted]))].sort();
  const scores = { files: 8, accuracy: 0, macroRecall: 0, macroPrecision: 0, macroF1: 0, weightedF1: 0 };
  const evaluation = { model: 'VGG16', scores, text: '', predictions };
  await poolFolds('VGG16', folder, [{ fold: 0, evaluation }], { identity: 'a', caveats: [], labels });
  for (const path of left) await expect(access(path), path).rejects.toThrow(/ENOENT/);
  await expect(access(folder.folds)).resolves.toBeUndefined();
});
