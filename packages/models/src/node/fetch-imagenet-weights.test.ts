import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { goldenPath, seededWeights } from '../../testing/seeded.ts';
import { smallVgg } from '../../testing/small.ts';
import { fetchImageNetWeights, loadWeightFile } from './fetch-imagenet-weights.ts';
import { IMAGENET_FILES } from './imagenet-files.ts';

const bytes = readFileSync(goldenPath('weights/vgg-keras2.h5'));
const md5 = createHash('md5').update(bytes).digest('hex');
const file = { name: 'small_notop.h5', url: 'https://example.org/small_notop.h5', md5 };
const weights = seededWeights(smallVgg(), 31);

let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'weights-'));
  return () => rm(cacheDir, { recursive: true });
});
const serving = (body: Uint8Array) => vi.fn<typeof fetch>(async () => new Response(new Uint8Array(body)));

describe('fetchImageNetWeights', () => {
  test('downloads once, then reads its cache', async () => {
    const fetch = serving(bytes);
    const onProgress = vi.fn();
    expect(await loadWeightFile(file, { cacheDir, fetch, onProgress })).toEqual(weights);
    expect(await loadWeightFile(file, { cacheDir, fetch })).toEqual(weights);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(fetch.mock.calls[0]![0]).toBe(file.url);
    expect(onProgress).toHaveBeenLastCalledWith(expect.objectContaining({ received: bytes.length }));
  });

  test('replaces a damaged file in the cache', async () => {
    await writeFile(join(cacheDir, file.name), bytes.subarray(0, 1000));
    expect(await loadWeightFile(file, { cacheDir, fetch: serving(bytes) })).toEqual(weights);
    expect((await readFile(join(cacheDir, file.name))).equals(bytes)).toBe(true);
  });

  test("finds the cache of Keras, and KERAS_HOME's", async () => {
    vi.stubEnv('KERAS_HOME', cacheDir);
    const fetch = serving(bytes);
    await loadWeightFile(file, { fetch });
    vi.unstubAllEnvs();
    expect((await readFile(join(cacheDir, 'models', file.name))).equals(bytes)).toBe(true);
  });

  test('takes a file that is at hand, and checks it', async () => {
    const path = join(cacheDir, 'mine.h5');
    await writeFile(path, bytes);
    const fetch = serving(bytes);
    expect(await loadWeightFile(file, { file: path, fetch })).toEqual(weights);
    await expect(fetchImageNetWeights('vgg16', { file: path, fetch })).rejects.toThrow(
      expect.objectContaining({
        code: 'invalid-file',
        message: expect.stringMatching(
          /MD5 [0-9a-f]{32}; the official file vgg16_.*notop\.h5 has 6d6bbae1.*readKerasWeights/,
        ),
      }),
    );
    await expect(fetchImageNetWeights('vgg16', { file: join(cacheDir, 'none.h5') })).rejects.toThrow(
      expect.objectContaining({ code: 'file', message: expect.stringMatching(/none\.h5 cannot be read/) }),
    );
    expect(fetch).not.toHaveBeenCalled();
  });

  test('asks for the official file and refuses another in its place', async () => {
    const fetch = serving(bytes);
    await expect(fetchImageNetWeights('resnet101v2', { cacheDir, fetch })).rejects.toThrow(
      expect.objectContaining({
        code: 'download',
        message: expect.stringMatching(/instead of c0ed64b8031c3730f411d2eb4eea35b5/),
      }),
    );
    expect(fetch.mock.calls[0]![0]).toBe(IMAGENET_FILES.resnet101v2.url);
  });

  test('refuses an unknown name', async () => {
    await expect(fetchImageNetWeights('vgg11' as never)).rejects.toThrow(/Unknown backbone "vgg11"/);
  });
});

test('every backbone has a file of its own', () => {
  const files = Object.entries(IMAGENET_FILES);
  expect(new Set(files.map(([, { md5 }]) => md5)).size).toBe(5);
  for (const [name, one] of files) {
    expect(one.url.endsWith(`/${one.name}`)).toBe(true);
    expect(one.name).toBe(`${name}_weights_tf_dim_ordering_tf_kernels_notop.h5`);
    expect(one.md5).toMatch(/^[0-9a-f]{32}$/);
  }
});
