import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fakePredictions, recordings } from '../../../test/fake-run.ts';
import { mapFromCsv } from '../../evaluation/map/embedding-map.ts';
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
  await poolFolds('VGG16', folder, [{ fold: 0, evaluation }], { identity: 'a', caveats: [], labels, seed: 0 });
  for (const path of left) await expect(access(path), path).rejects.toThrow(/ENOENT/);
  await expect(access(folder.folds)).resolves.toBeUndefined();
});

test('folds of one frozen backbone have one map, those that were fine-tuned none', async () => {
  const home = await mkdtemp(join(tmpdir(), 'ser-pool-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const folder = runFolder(home).of('VGG16');
  const predictions = fakePredictions(recordings.slice(0, 12), 0.5, 1);
  const labels = [...new Set(predictions.flatMap(({ actual, predicted }) => [actual, predicted]))].sort();
  const scores = { files: 6, accuracy: 0, macroRecall: 0, macroPrecision: 0, macroF1: 0, weightedF1: 0 };
  const folds = [0, 1].map((fold) => {
    const own = predictions.slice(6 * fold, 6 * fold + 6);
    const embeddings = {
      fingerprint: 'a',
      dim: 3,
      clips: own.map(({ file }) => ({ name: file })),
      rows: Float32Array.from({ length: 18 }, (_, i) => Math.sin(i * (fold + 1))),
    };
    return { fold, evaluation: { model: 'VGG16', scores, text: '', predictions: own, embeddings } };
  });
  const pool = (of: typeof folds) => poolFolds('VGG16', folder, of, { identity: 'a', caveats: [], labels, seed: 0 });
  await pool(folds);
  const map = mapFromCsv(await readFile(folder.map, 'utf8'));
  expect(map.map(({ file }) => file)).toEqual(predictions.map(({ file }) => file));
  const [first, second] = folds;
  const embeddings = { ...second!.evaluation.embeddings, fingerprint: 'b' };
  await pool([first!, { ...second!, evaluation: { ...second!.evaluation, embeddings } }]);
  await expect(access(folder.map)).rejects.toThrow(/ENOENT/);
});
