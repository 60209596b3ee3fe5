import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { clipOf } from '../../../test/clip-of.ts';
import { tinyBackbone } from '../../../testing/tiny-backbone.ts';
import type { Example } from '../../corpus/clip.ts';
import type { OpenEngine } from '../../engines/engine.ts';
import { ENGINES } from '../../engines/engines.ts';
import { ArrayStore } from '../../files/array-store.ts';
import { sha256 } from '../../files/digest.ts';
import { findModel } from '../../models/find-models.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import { createReporter } from '../../terminal/reporter.ts';
import { computeEmbeddings, type Embeddings } from './compute-embeddings.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-embeddings-'));
  return () => rm(folder, { recursive: true });
});

const example = (name: string): Example => ({
  clip: clipOf(name),
  augmentation: null,
});

test('what two parts have in common is embedded once, and stands in both', async () => {
  const features = new ArrayStore(join(folder, 'features'));
  const [a, b] = [sha256('a'), sha256('b')];
  for (const [i, key] of [a, b].entries()) {
    const data = Float32Array.from({ length: 32 * 32 }, (_, j) => Math.sin((i + 1) * j * 0.1));
    await features.write(key, { data, shape: [1, 32, 32] });
  }
  const examples = ['01', '02', '03', '04'].map((actor) => example(`03-01-06-01-02-01-${actor}.wav`));
  const keys = [a, b, a, b];
  const compute = async (some: readonly Example[], device = 'cpu'): Promise<Embeddings> =>
    computeEmbeddings(some, {
      backbone: tinyBackbone(),
      fingerprint: 'tiny',
      engine: { ...(await openOnnx()), identity: { runtime: 'onnxruntime-node', device, precision: 'float32' } },
      input: findModel('VGG16')!.input,
      settings: { ...DEFAULTS, imageHeight: 32, imageWidth: 32 },
      features,
      featureKeys: new Map(examples.map((one, i) => [one, keys[i]!])),
      folder: join(folder, 'embeddings'),
      title: 'Tiny',
      reporter: createReporter({ stream: process.stderr, quiet: true }),
      signal: new AbortController().signal,
    });
  const first = await compute(examples.slice(0, 1));
  expect(first.computed).toBe(1);
  const { rows, computed } = await compute(examples);
  expect(computed).toBe(1);
  const row = (i: number): number[] => [...rows.subarray(8 * i, 8 * (i + 1))];
  expect(row(0)).toEqual([...first.rows]);
  expect(row(2)).toEqual(row(0));
  expect(row(3)).toEqual(row(1));
  expect(row(1)).not.toEqual(row(0));
  expect(row(1).some((value) => value !== 0)).toBe(true);
  // What another device made is another result: it is not taken for this one's.
  expect((await compute(examples, 'webgpu')).computed).toBe(2);
  expect((await compute(examples)).computed).toBe(0);
});

async function openOnnx(): Promise<OpenEngine> {
  const engine = await ENGINES.find(({ name }) => name === 'onnx')!.available({ name: 'wasm' });
  if (!('open' in engine)) throw new Error(engine.reason);
  return engine;
}
