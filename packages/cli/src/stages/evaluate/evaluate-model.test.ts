import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHead, selectBackend } from '@ser/models';
import { expect, onTestFinished, test } from 'vitest';
import { fakeTraining } from '../../../test/fake-run.ts';
import { DEMO } from '../../corpus/provenance.ts';
import type { OpenEngine } from '../../engines/engine.ts';
import { findModel } from '../../models/find-models.ts';
import { runFolder } from '../../run-folder.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import { createReporter } from '../../terminal/reporter.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { evaluateModel } from './evaluate-model.ts';
import type { OpenClassifier } from './open-classifier.ts';

test('too few files for a map remove that of an earlier evaluation, and the card tells of shared speakers', async () => {
  await selectBackend('cpu');
  const home = await mkdtemp(join(tmpdir(), 'ser-evaluate-'));
  const head = createHead({ inputDim: 2, classes: 2, units: [2] });
  onTestFinished(async () => {
    head.dispose();
    await rm(home, { recursive: true });
  });
  const folder = runFolder(home).of('VGG16');
  await mkdir(folder.classifier, { recursive: true });
  await writeFile(folder.map, 'file,pca_1,pca_2,umap_1,umap_2\nold.wav,1,2,3,4\n');

  const clips = ['a', 'b'].map((label) => ({ path: '', name: `${label}.wav`, label, speaker: 'one', facets: {} }));
  const prepared = {
    parts: { train: clips, validation: [], test: clips },
    test: clips.map((clip) => ({ clip, augmentation: null })),
    labels: ['a', 'b'],
    provenance: DEMO,
  } as unknown as Prepared;
  const loaded = { backbone: { name: 'vgg16' }, source: 'random', fingerprint: 'f' } as OpenClassifier['loaded'];
  await evaluateModel(
    findModel('VGG16')!,
    prepared,
    { loaded, head, record: fakeTraining('random') },
    {
      folder,
      // The embeddings are at hand: nothing is embedded.
      engine: {} as OpenEngine,
      caveats: [],
      embedded: { loaded, dim: 2, rows: { test: Float32Array.of(1, 2, 3, 4) } },
    },
    {
      settings: { ...DEFAULTS, split: 'given' },
      cache: home,
      reporter: createReporter({ stream: process.stderr, quiet: true }),
      signal: new AbortController().signal,
    },
  );
  await expect(access(folder.predictions)).resolves.toBeUndefined();
  await expect(access(folder.map)).rejects.toThrow(/ENOENT/);
  expect(await readFile(join(folder.classifier, 'README.md'), 'utf8')).toContain(
    'Split into the corpus’s own parts: the speakers of the test part are in the training part too',
  );
});
