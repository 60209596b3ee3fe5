import { mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ArrayStore } from './array-store.ts';
import { sha256 } from './digest.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = sha256('a key');
const path = (): string => join(folder, key.slice(0, 2), `${key}.f32`);

test('gives back what was stored, bit for bit', async () => {
  const data = Float32Array.of(0, -0, 1 / 3, Number.NaN, 1e-40, Number.POSITIVE_INFINITY);
  await new ArrayStore(folder).write(key, { data, shape: [2, 3] });
  const stored = await new ArrayStore(folder).read(key);
  expect(stored?.shape).toEqual([2, 3]);
  expect(new Uint32Array(stored!.data.buffer)).toEqual(new Uint32Array(data.buffer));
});

test('stores a view by its own values', async () => {
  const store = new ArrayStore(folder);
  await store.write(key, { data: Float32Array.of(1, 2, 3, 4).subarray(1, 3), shape: [2] });
  expect([...(await store.read(key))!.data]).toEqual([2, 3]);
});

test('knows nothing of a key that was never stored', async () => {
  expect(await new ArrayStore(folder).read(key)).toBeUndefined();
});

test.each([0, 3, 11, 15, 19, 24, 31])('a file cut to %i bytes counts as absent', async (size) => {
  const store = new ArrayStore(folder);
  await store.write(key, { data: Float32Array.of(1, 2, 3), shape: [3] });
  await truncate(path(), size);
  expect(await store.read(key)).toBeUndefined();
});

test('a file of something else counts as absent', async () => {
  const store = new ArrayStore(folder);
  await store.write(key, { data: Float32Array.of(1), shape: [1] });
  const bytes = await readFile(path());
  bytes[0] = 0x52;
  await writeFile(path(), bytes);
  expect(await store.read(key)).toBeUndefined();
});

test('a file with one wrong bit counts as absent, wherever the bit is', async () => {
  const store = new ArrayStore(folder);
  await store.write(key, { data: Float32Array.of(1, 2), shape: [2] });
  const good = await readFile(path());
  for (let at = 0; at < good.length; at++) {
    const bytes = Buffer.from(good);
    bytes[at]! ^= 1 << (at % 8);
    await writeFile(path(), bytes);
    expect(await store.read(key), `byte ${at}`).toBeUndefined();
  }
  await writeFile(path(), good);
  expect(await store.read(key)).toBeDefined();
});

test('leaves no temporary file behind, and sweeps away those of killed processes', async () => {
  const store = new ArrayStore(folder);
  await store.write(key, { data: Float32Array.of(1), shape: [1] });
  expect(await readdir(join(folder, key.slice(0, 2)))).toEqual([`${key}.f32`]);
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  const left = join(folder, 'tmp', 'elsewhere-1-0-0.tmp');
  await writeFile(left, 'half');
  await utimes(left, 0, 0);
  await store.sweep();
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('many writers of one key at once leave one whole file', async () => {
  const values = { data: Float32Array.from({ length: 10_000 }, (_, i) => i), shape: [10_000] };
  await Promise.all(Array.from({ length: 30 }, () => new ArrayStore(folder).write(key, values)));
  expect(await new ArrayStore(folder).read(key)).toEqual(values);
});
