import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { FAKE_IDENTITY, fakeTraining } from '../../../test/fake-run.ts';
import { findModel } from '../../models/find-models.ts';
import { runFolder, writeJson } from '../../run-folder.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import { createReporter } from '../../terminal/reporter.ts';
import { openClassifier } from './open-classifier.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-open-'));
  return () => rm(home, { recursive: true });
});

const open = (identity: string) =>
  openClassifier(findModel('VGG16')!, { folder: runFolder(home).of('VGG16'), identity }, [32, 32, 3], {
    settings: DEFAULTS,
    cache: home,
    reporter: createReporter({ stream: process.stderr, quiet: true }),
    signal: new AbortController().signal,
  });

test('a model that an earlier run left in the folder is neither tested nor asked', async () => {
  await writeJson(runFolder(home).of('VGG16').training, fakeTraining('random'));
  await expect(open('c'.repeat(64))).rejects.toThrow(/VGG16 in .* is of an earlier run.*ser train --model VGG16 --run/);
  // Its own run goes on to the files, of which there are none here.
  await expect(open(FAKE_IDENTITY)).rejects.not.toThrow(/earlier run/);
});

test('without a model it says how to get one, and where the models of folds are', async () => {
  await expect(open(FAKE_IDENTITY)).rejects.toThrow(/no finished training of VGG16\. Train it first/);
  await writeJson(runFolder(home).of('VGG16').folds, {});
  await expect(open(FAKE_IDENTITY)).rejects.toThrow(/cross-validation.*fold-0/);
});
