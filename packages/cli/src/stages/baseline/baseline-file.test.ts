import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trainLinear } from '@ser/models';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASELINE } from '../../models/models.ts';
import { runFolder } from '../../run-folder.ts';
import { predictRows, readBaseline, writeBaseline } from './baseline-file.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-baseline-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const rows = [[0, 1], [1, 0], [5, 4], [4, 5]].map((row) => Float32Array.from(row)); // biome-ignore format: one row
const model = trainLinear(rows, [0, 0, 1, 1], { kind: 'svm', kernel: 'linear', classes: 3, standardize: true });
const calibration = { temperature: 1, threshold: null, files: 0 };
const about = { longest: 3, window: 2, calibration, lowestRate: 16_000, synthetic: false };
const baseline = { labels: ['a', 'b', 'c'], ...about, model };

test('predicts the same after it was saved and read', async () => {
  const folder = runFolder(home).of(BASELINE).classifier;
  await writeBaseline(folder, baseline);
  const read = await readBaseline(folder);
  expect(read).toEqual(baseline);
  const probabilities = predictRows(read, rows);
  expect(probabilities).toEqual(predictRows(baseline, rows));
  expect(probabilities).toHaveLength(12);
  expect([0, 3, 7, 10].every((place) => probabilities[place]! > 0.5)).toBe(true);
  expect(predictRows(read, [])).toHaveLength(0);
});

test('a file that is missing, cut off or of other classes is refused with what to do', async () => {
  const folder = runFolder(home).of(BASELINE).classifier;
  await writeBaseline(folder, baseline);
  const path = join(folder, 'functionals.json');
  const text = await readFile(path, 'utf8');
  const broken = [text.slice(0, -20), text.replace('"c"', '"c", "d"'), text.replace('"svm"', '"tree"'), '{}'];
  for (const content of broken) {
    await writeFile(path, content);
    await expect(readBaseline(folder)).rejects.toThrow(/ser train --model functionals/);
  }
  await rm(path);
  await expect(readBaseline(folder)).rejects.toThrow(/ser train --model functionals/);
});
