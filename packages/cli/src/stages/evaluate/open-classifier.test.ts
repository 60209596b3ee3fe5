import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHead, selectBackend } from '@ser/models';
import { saveClassifier } from '@ser/models/node';
import { beforeEach, expect, test } from 'vitest';
import { FAKE_IDENTITY, fakeTraining } from '../../../test/fake-run.ts';
import { findModel } from '../../models/find-models.ts';
import { runFolder, writeRecord } from '../../run-folder.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import { createReporter } from '../../terminal/reporter.ts';
import { openClassifier } from './open-classifier.ts';

let home: string;
beforeEach(async () => {
  await selectBackend('cpu');
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
  await writeRecord(runFolder(home).of('VGG16').training, fakeTraining('random'));
  await expect(open('c'.repeat(64))).rejects.toThrow(/VGG16 in .* is of an earlier run.*ser train --model VGG16 --run/);
  // Its own run goes on to the files, of which there are none here.
  await expect(open(FAKE_IDENTITY)).rejects.not.toThrow(/earlier run/);
});

test('without a model it says how to get one, and where the models of folds are', async () => {
  await expect(open(FAKE_IDENTITY)).rejects.toThrow(/no finished training of VGG16\. Train it first/);
  await writeRecord(runFolder(home).of('VGG16').folds, {});
  await expect(open(FAKE_IDENTITY)).rejects.toThrow(/cross-validation.*fold-0/);
});

test('what classifier.json tells decides: a run.json of other features is refused by the name of the setting', async () => {
  const folder = runFolder(home).of('VGG16');
  await writeRecord(folder.training, fakeTraining('random'));
  const head = createHead({ inputDim: 512, classes: 2, units: [2] });
  const backbone = { name: 'VGG16', inputShape: [32, 32, 3], outputDim: 512, fingerprint: 'f'.repeat(64) };
  await saveClassifier(folder.classifier, { head, backbone, labels: ['a', 'b'], preprocessing: { nFft: 4096 } });
  head.dispose();
  await expect(open(FAKE_IDENTITY)).rejects.toThrow(
    /trained with nFft 4096, as its classifier\.json tells; run\.json says 2048/,
  );
});
