import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { runBuilt } from './run-inside.ts';

/** A part of the demo: 24 voices, 8 files each, one network, the spectrograms in their own size. */
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-learns-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

test('a network and the baseline find emotions in six voices that are in no training part', async () => {
  const { code, stdout, stderr } = await runBuilt(
    ['demo', '--items', '8', '--model', 'VGG16', '--cache', 'cache', '--json'],
    { cwd: home },
  );
  expect(code, stderr).toBe(EXIT.ok);
  expect(stderr).toMatch(/test 48 files of 6 speakers/);
  const { models } = JSON.parse(stdout) as {
    models: { model: string; scores: { macroRecall: number; files: number } }[];
  };
  expect(models.map(({ model }) => model)).toEqual(['VGG16', 'functionals']);
  for (const { model, scores } of models) {
    // Chance is 12.5 %; with 48 files its standard error is about 5 points.
    expect(scores.macroRecall, `${model}: UAR on unseen voices`).toBeGreaterThanOrEqual(0.35);
  }
}, 300_000);
