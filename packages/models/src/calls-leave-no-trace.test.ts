import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { goldenPath } from '../testing/seeded.ts';
import { smallBackbone, smallVgg } from '../testing/small.ts';
import * as models from './index.ts';

// Plans of layers, fingerprints, kernels and the back end in use are kept between calls. A call must give the same bytes whatever was
// called before, or what is kept lacks something that it depends on. A fresh copy is one of this package alone: what TensorFlow.js keeps, its
// back ends and their kernels, all copies share. Nor is held here what ONNX Runtime keeps, nor functions that `draw` does not name.

type Models = typeof models;
type Call = (copy: Models) => Promise<unknown> | unknown;

let state = 20261129;
const random = (): number => {
  state = (state * 16807) % 2147483647;
  return state / 2147483647;
};
const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
const rows = Array.from({ length: 24 }, (_, i) => [random() + (i % 3), random() - (i % 2), random()]);
const labels = rows.map((_, i) => i % 3);
const file = new Uint8Array(readFileSync(goldenPath('hostile/nested.weights.h5')));
const shared = smallBackbone(smallVgg(), 3);

/** A call with arguments drawn once, so that it can be repeated by any copy of the package. */
function draw(): { readonly title: string; readonly run: Call } {
  const seed = pick(0, 1, 7);
  const units = pick<readonly number[]>([4], [4, 3], []);
  const backend = pick<'cpu' | 'wasm'>('cpu', 'wasm');
  const linear = {
    kind: pick<'logistic' | 'svm'>('logistic', 'svm'),
    C: pick(0.1, 1),
    standardize: pick(true, false),
    classWeight: pick(null, 'balanced' as const),
  };
  const taps = pick<readonly string[]>([], ['block1_conv1']);
  const epochs = pick(1, 2);
  const calls: Readonly<Record<string, Call>> = {
    trainLinear: (copy) => {
      const model = copy.trainLinear(rows, labels, linear);
      return [...copy.decisionFunction(model, rows).data, ...copy.predictProbabilities(model, rows)];
    },
    predict: async (copy) => {
      await copy.selectBackend(backend);
      const head = copy.createHead({ inputDim: 3, units: [...units], classes: 3, seed });
      const values = await copy.predict(head, Float32Array.from(rows.flat()), { sampleShape: [3] });
      head.dispose();
      return [...values];
    },
    train: async (copy) => {
      await copy.selectBackend(backend);
      const head = copy.createHead({ inputDim: 3, units: [...units], classes: 3, seed, dropout: 0.5 });
      const data = { x: Float32Array.from(rows.flat()), y: labels, sampleShape: [3] };
      const result = await copy.fit(head, { ...data, classes: 3, epochs, batchSize: 8, seed });
      head.dispose();
      return result;
    },
    initializeWeights: (copy) => copy.initializeWeights(smallVgg(), { seed, initializer: initializerOf(seed) }),
    fingerprints: (copy) => Promise.all([copy.backboneFingerprint(shared), copy.fingerprintWeights(shared.weights)]),
    fingerprint: (copy) => copy.backboneFingerprint({ ...shared, taps, graph: smallVgg() }),
    readKerasWeights: async (copy) => [...(await copy.readKerasWeights(file))],
  };
  const [name, run] = pick(...Object.entries(calls));
  return { title: `${name} ${JSON.stringify({ seed, units, backend, linear, taps, epochs })}`, run };
}

const initializerOf = (seed: number): 'heNormal' | 'glorotUniform' => (seed === 1 ? 'glorotUniform' : 'heNormal');
const bytes = async (call: Promise<unknown> | unknown): Promise<string> =>
  JSON.stringify(await call, (_, value: unknown) => {
    if (value instanceof Map) return [...value];
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    if (!ArrayBuffer.isView(value)) return value;
    const all = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return `${value.constructor.name} ${value.byteLength} ${createHash('sha256').update(all).digest('hex')}`;
  });

test('24 random calls give the same bytes forward, backward and, four of them, each alone in a fresh copy of the package', async () => {
  const calls = Array.from({ length: 24 }, draw);
  const forward: string[] = [];
  for (const { run } of calls) forward.push(await bytes(run(models)));
  for (const [i, { title, run }] of [...calls.entries()].reverse()) {
    expect((await bytes(run(models))) === forward[i], title).toBe(true);
  }
  expect(new Set(forward).size).toBeGreaterThan(10);
  for (const [i, { title, run }] of calls.entries()) {
    if (i % 6 !== 5) continue;
    vi.resetModules();
    expect((await bytes(run(await import('./index.ts')))) === forward[i], title).toBe(true);
  }
});
