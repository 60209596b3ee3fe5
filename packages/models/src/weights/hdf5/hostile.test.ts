import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenPath } from '../../../testing/seeded.ts';
import { ModelsError } from '../../errors.ts';
import { readKerasWeights } from '../read-keras-weights.ts';

const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(goldenPath(file)));
const good = bytesOf('weights/vgg-keras2.h5');
const refused = (message: RegExp) =>
  expect.objectContaining({ code: 'invalid-file', message: expect.stringMatching(message) });

describe('readKerasWeights', () => {
  test.each<[string, string, RegExp]>([
    ['one bit flipped in a global heap, which made HDF5 wait for ever', 'onebit-hang.h5', /./],
    ['6 kB that unfold to 1 GiB', 'x-bomb-1GiB.h5', /not supported|cannot hold/],
    ['a sound file with the LZF filter', 'lzf.h5', /the filter LZF, which is not supported/],
  ])('refuses %s, fast and in little memory, and reads a good file afterwards', async (_, file, message) => {
    const before = process.memoryUsage().rss;
    const began = performance.now();
    await expect(readKerasWeights(bytesOf(`hostile/${file}`))).rejects.toEqual(refused(message));
    expect(performance.now() - began).toBeLessThan(2000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
    expect((await readKerasWeights(good)).size).toBeGreaterThan(5);
  });

  test('reads the inner weights of a model within a model', async () => {
    const weights = await readKerasWeights(bytesOf('hostile/nested.weights.h5'));
    expect([...weights.keys()].sort()).toEqual(['block1_conv1', 'dense']);
    expect(weights.get('block1_conv1')!.map(({ shape }) => shape)).toEqual([[3, 3, 3, 64], [64]]);
  });

  test('of several files at once gives what it gives of each alone', async () => {
    const files = ['vgg-keras1.h5', 'vgg-keras2.h5', 'vgg-new.weights.h5', 'resnet-split.h5'].map((name) =>
      bytesOf(`weights/${name}`),
    );
    const alone: unknown[] = [];
    for (const file of files) alone.push(await readKerasWeights(file));
    const broken = good.subarray(0, 20_000);
    const settled = await Promise.allSettled([...files, broken, ...files].map((file) => readKerasWeights(file)));
    const expected = alone.map((value) => ({ status: 'fulfilled', value }));
    const failed = { status: 'rejected', reason: expect.objectContaining({ code: 'invalid-file' }) };
    expect(settled).toEqual([...expected, failed, ...expected]);
  });

  test('reads what h5py packs in chunks, shuffled and with checksums', async () => {
    const { values, files } = JSON.parse(readFileSync(goldenPath('weights/chunks.json'), 'utf8')) as {
      values: number[];
      files: Record<string, string>;
    };
    for (const [name, text] of Object.entries(files)) {
      const weights = await readKerasWeights(new Uint8Array(Buffer.from(text, 'base64')));
      expect(weights.get('a')![0], name).toEqual({ name: 'kernel', shape: [5, 7, 3], data: Float32Array.from(values) });
    }
    expect(Object.keys(files).length).toBeGreaterThan(5);
  });

  test.each(['v0', 'v2'])('reads hundreds of layers and attributes in the format %s', async (format) => {
    const { many } = JSON.parse(readFileSync(goldenPath('weights/chunks.json'), 'utf8')) as {
      many: Record<string, string>;
    };
    const weights = await readKerasWeights(new Uint8Array(inflateSync(Buffer.from(many[format]!, 'base64'))));
    expect([...weights.values()].map(([kernel]) => kernel!.data[0])).toEqual(Array.from({ length: 300 }, (_, i) => i));
    expect([...weights.keys()][299]).toMatch(/^layer_299_x+$/);
  });

  test('takes any change of any byte as weights or as a typed error, fast, without numbers that are none', async () => {
    // Where the structure is: values of a file are whatever they are.
    const small = new Uint8Array(Buffer.from(Object.values(chunked.files)[0]!, 'base64'));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(small, good.subarray(0)),
        fc.array(fc.tuple(fc.nat(0xffff), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (file, changes) => {
          const broken = file.slice();
          for (const [at, value] of changes) broken[at % Math.min(broken.length, 16_384)] = value;
          const began = performance.now();
          try {
            for (const [{ data }] of (await readKerasWeights(broken)).values() as unknown as [
              [{ data: Float32Array }],
            ]) {
              expect(data.every(Number.isFinite)).toBe(true);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(ModelsError);
          }
          expect(performance.now() - began).toBeLessThan(2000);
        },
      ),
      { numRuns: 1500, seed: 5 },
    );
  });
});

const chunked = JSON.parse(readFileSync(goldenPath('weights/chunks.json'), 'utf8')) as {
  files: Record<string, string>;
};
