import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { runSer } from './run-ser.ts';

/** Half of the demo: 24 voices, 12 files each, the spectrograms in their own size. */
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-learns-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

test('all three models hear emotions in six voices that they have never heard', async () => {
  const { code, stdout, stderr } = await runSer(['demo', '--items', '12', '--cache', 'cache', '--json'], { cwd: home });
  expect(code, stderr).toBe(EXIT.ok);
  expect(stderr).toMatch(/test 72 files of 6 speakers/);
  const { models } = JSON.parse(stdout) as {
    models: { model: string; scores: { macroRecall: number; files: number } }[];
  };
  expect(models.map(({ model }) => model)).toEqual(['ResNet101', 'VGG16', 'VGG19', 'functionals']);
  for (const { model, scores } of models) {
    // Chance is 12.5 %; with 72 files its standard error is about 4 points.
    expect(scores.macroRecall, `${model}: UAR on unseen voices`).toBeGreaterThanOrEqual(0.35);
  }
}, 300_000);
