import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../accelerators/select-backend.ts';
import { createHead } from '../heads/create-head.ts';
import { loadClassifier } from './load-classifier.ts';
import { replaceFolder } from './replace-folder.ts';
import { saveClassifier } from './save-classifier.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-models-'));
  await selectBackend('wasm');
});
afterAll(() => rm(folder, { recursive: true }));

describe('saveClassifier and loadClassifier', () => {
  const save = async (dir: string, labels: string[]): Promise<void> => {
    const head = createHead({ inputDim: 4, classes: labels.length, units: [3] });
    await saveClassifier(dir, { head, labels, preprocessing: {} });
    head.dispose();
  };

  it('replace a folder as a whole and leave nothing else', async () => {
    const dir = join(folder, 'deep', 'model');
    await save(dir, ['a', 'b']);
    await writeFile(join(dir, 'left-over'), '');
    await save(dir, ['a', 'b', 'c']);
    expect(await readdir(join(folder, 'deep'))).toEqual(['model']);
    expect(await readdir(dir)).toEqual(['README.md', 'classifier.json', 'model.json', 'weights.bin']);
    const { head, labels, backbone, savedBy } = await loadClassifier(dir);
    expect({ labels, backbone }).toEqual({ labels: ['a', 'b', 'c'], backbone: null });
    expect(savedBy).toMatch(/^@ser\/models \d/);
    head.dispose();
  });

  it('leave the old folder where the new one cannot be made', async () => {
    const dir = join(folder, 'kept');
    await save(dir, ['a', 'b']);
    const files = new Map([['no/such/folder.json', new Uint8Array(1)]]);
    await expect(replaceFolder(dir, files)).rejects.toThrow(/Cannot write the folder/);
    const { head, labels } = await loadClassifier(dir);
    expect(labels).toEqual(['a', 'b']);
    head.dispose();
  });

  it('find the old folder after a crash between the two renames, and replace it later', async () => {
    const dir = join(folder, 'crashed');
    await save(dir, ['a', 'b']);
    await rename(dir, `${dir}.old`);
    await mkdir(`${dir}.new`);
    const { head, labels } = await loadClassifier(dir);
    expect(labels).toEqual(['a', 'b']);
    head.dispose();
    await save(dir, ['c', 'd']);
    const second = await loadClassifier(dir);
    expect(second.labels).toEqual(['c', 'd']);
    second.head.dispose();
    expect((await readdir(folder)).filter((name) => name.startsWith('crashed'))).toEqual(['crashed']);
  });

  it('say what is missing', async () => {
    await expect(loadClassifier(join(folder, 'nowhere'))).rejects.toThrow(/Cannot read the folder .*nowhere/);
  });
});
