import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fakeTraining, writeFakeRun } from '../../test/fake-run.ts';
import { EXIT } from '../errors.ts';
import { writeRecord } from '../run-folder.ts';
import { findAsked } from './find-asked.ts';

let home: string;
let run: string;
let alone: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-asked-'));
  const folder = await writeFakeRun(home, { models: [], test: [], train: [], without: ['audio'] });
  run = folder.path;
  const baseline = folder.of('functionals');
  await mkdir(baseline.path);
  await writeRecord(baseline.training, fakeTraining('none'));
  alone = join(home, 'alone');
  await mkdir(alone);
  await writeFile(join(alone, 'functionals.json'), '{}');
  return () => rm(home, { recursive: true });
});

test.each(['weights', 'engine', 'backend', 'device'])(
  'the baseline takes no --%s, in a run and alone: it would do nothing',
  async (name) => {
    for (const place of [{ run, model: 'functionals' }, { run }, { model: alone }])
      await expect(findAsked({ ...place, [name]: name === 'weights' ? 'random' : 'cpu' })).rejects.toMatchObject({
        exitCode: EXIT.usage,
        message: expect.stringMatching(`^--${name} goes with a network, and functionals is none`),
      });
  },
);

test('the baseline has no weights', async () => {
  expect(await findAsked({ run, model: 'functionals' })).toMatchObject({ name: 'functionals', weights: 'none' });
});
