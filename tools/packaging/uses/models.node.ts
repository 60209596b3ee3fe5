// What an application does with @ser/models/node.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHead } from '@ser/models';
import { IMAGENET_FILES, loadClassifier, saveClassifier } from '@ser/models/node';

export async function use(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'models-'));
  try {
    const head = createHead({ inputDim: 2, classes: 2, units: [4], seed: 1 });
    await saveClassifier(join(folder, 'model'), { head, labels: ['calm', 'angry'], preprocessing: {} });
    const { labels } = await loadClassifier(join(folder, 'model'));
    return {
      labels,
      files: (await readdir(join(folder, 'model'))).sort(),
      official: Object.keys(IMAGENET_FILES).length,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
