import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../accelerators/select-backend.ts';
import { createHead } from '../heads/create-head.ts';
import { loadClassifier } from './load-classifier.ts';
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

  it('replace the files of a folder as a whole, and leave what is not theirs', async () => {
    const dir = join(folder, 'deep', 'model');
    await save(dir, ['a', 'b']);
    expect(await readdir(dir)).toEqual(['README.md', 'classifier.json', 'model.json', 'weights.bin']);
    await writeFile(join(dir, 'notes.txt'), 'mine');
    for (const sibling of ['model.old', 'model.new']) {
      await mkdir(join(folder, 'deep', sibling));
      await writeFile(join(folder, 'deep', sibling, 'precious'), 'mine');
    }
    await save(dir, ['a', 'b', 'c']);
    expect((await readdir(join(folder, 'deep'))).sort()).toEqual(['model', 'model.new', 'model.old']);
    for (const sibling of ['model.old', 'model.new']) {
      expect(await readFile(join(folder, 'deep', sibling, 'precious'), 'utf8')).toBe('mine');
    }
    expect(await readdir(dir)).toEqual(['README.md', 'classifier.json', 'model.json', 'notes.txt', 'weights.bin']);
    const { head, labels, backbone, savedBy } = await loadClassifier(dir);
    expect({ labels, backbone }).toEqual({ labels: ['a', 'b', 'c'], backbone: null });
    expect(savedBy).toMatch(/^@ser\/models \d/);
    head.dispose();
  });

  it('leave the old classifier where the new one cannot be written', async () => {
    const dir = join(folder, 'kept');
    await save(dir, ['a', 'b']);
    // A folder stands where the file must go.
    await rm(join(dir, 'weights.bin'));
    const good = await readFile(join(dir, 'model.json'));
    await mkdir(join(dir, 'weights.bin'));
    await expect(save(dir, ['c', 'd', 'e'])).rejects.toThrow(expect.objectContaining({ code: 'file' }));
    expect(good.length).toBeGreaterThan(0);
    await rm(join(dir, 'weights.bin'), { recursive: true });
    // The replacement counts already: it is brought to its end by whoever comes next.
    const { head, labels } = await loadClassifier(dir);
    expect(labels).toEqual(['c', 'd', 'e']);
    head.dispose();
  });

  it('give whoever loads one classifier, while two others save', async () => {
    const dir = join(folder, 'busy');
    const versions = [
      ['a', 'b'],
      ['c', 'd', 'e'],
      ['f', 'g', 'h', 'i'],
    ];
    await save(dir, versions[0]!);
    let isDone = false;
    const saving = Promise.all(
      versions.slice(1).map(async (labels) => {
        for (let i = 0; i < 10; i++) await save(dir, labels);
      }),
    ).finally(() => {
      isDone = true;
    });
    let loads = 0;
    while (!isDone) {
      // A mixture would not have as many outputs as labels, or digests that do not match.
      const { head, labels } = await loadClassifier(dir);
      expect(versions).toContainEqual(labels);
      expect(head.outputs[0]!.shape).toEqual([null, labels.length]);
      head.dispose();
      loads++;
    }
    await saving;
    expect(loads).toBeGreaterThan(3);
  });

  it('name the folder and the file of a classifier with one wrong bit', async () => {
    const dir = join(folder, 'flipped');
    await save(dir, ['a', 'b']);
    const bytes = await readFile(join(dir, 'weights.bin'));
    bytes[9]! ^= 4;
    await writeFile(join(dir, 'weights.bin'), bytes);
    await expect(loadClassifier(dir)).rejects.toThrow(
      expect.objectContaining({
        code: 'invalid-file',
        message: expect.stringMatching(/flipped: weights\.bin was changed after it was saved.*train the model again/),
      }),
    );
  });

  it('say what is missing', async () => {
    await expect(loadClassifier(join(folder, 'nowhere'))).rejects.toThrow(/Cannot read the folder .*nowhere/);
  });
});
