import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../accelerators/select-backend.ts';
import { ModelsError } from '../errors.ts';
import { createHead } from '../heads/create-head.ts';
import { fitNormalization } from '../heads/fit-normalization.ts';
import { checkTopology } from './check-topology.ts';
import type { ClassifierFiles } from './classifier.ts';
import { packClassifier } from './pack-classifier.ts';
import { unpackClassifier } from './unpack-classifier.ts';

interface Topology {
  readonly class_name: string;
  config: {
    layers: { name: string; class_name: string; config: Record<string, unknown>; inbound_nodes: unknown[][][] }[];
    output_layers: unknown[][];
  };
}

let files: ClassifierFiles;
let topology: Topology;
let weights: { name: string; shape: number[]; dtype: 'float32' }[];
const text = (name: string): string => new TextDecoder().decode(files.get(name));
beforeAll(async () => {
  await selectBackend('wasm');
  const normalization = fitNormalization(
    Float32Array.from({ length: 40 }, (_, i) => Math.sin(i)),
    { dim: 4 },
  );
  const head = createHead({ inputDim: 4, classes: 2, units: [3], normalization });
  files = await packClassifier({ head, labels: ['a', 'b'], preprocessing: {} });
  head.dispose();
});
beforeAll(() => {
  const model = JSON.parse(text('model.json'));
  topology = model.modelTopology;
  weights = model.weightsManifest[0].weights;
});
afterAll(() => {
  expect(files.size).toBe(4);
});
const broken = (message: RegExp) =>
  expect.objectContaining({ code: 'invalid-file', message: expect.stringMatching(message) });
/** As version 1 was saved: without digests, so that the topology alone is looked at. */
const withModel = (model: string | Uint8Array): ClassifierFiles => {
  const { files: _, sha256: __, ...rest } = JSON.parse(text('classifier.json'));
  const description = JSON.stringify({ ...rest, formatVersion: 1 });
  const bytes = typeof model === 'string' ? new TextEncoder().encode(model) : model;
  return new Map([...files, ['classifier.json', new TextEncoder().encode(description)], ['model.json', bytes]]);
};

describe('checkTopology', () => {
  it('accepts what was saved', () => {
    expect(() => checkTopology(topology, weights)).not.toThrow();
  });

  it('refuses the file of one wrong bit that made TensorFlow.js wait for ever', () => {
    const model = JSON.parse(readFileSync(new URL('../../golden/hostile/onebit-model.json', import.meta.url), 'utf8'));
    expect(() => checkTopology(model.modelTopology, model.weightsManifest[0].weights)).toThrow(
      broken(/layer "dense_1" takes the output of "oormalization", which is not there/),
    );
  });

  it.each<[string, (model: Topology) => [object, string | number, unknown], RegExp]>([
    [
      'a circle',
      ({ config: { layers } }) => [layers[1]!, 'inbound_nodes', [[[layers[2]!.name, 0, 0, {}]]]],
      /waits for itself/,
    ],
    [
      'two layers of one name',
      ({ config: { layers } }) => [layers[2]!, 'name', layers[1]!.name],
      /two layers are named/,
    ],
    [
      'a call that is not there',
      ({ config: { layers } }) => [layers[2]!.inbound_nodes[0]![0]!, 1, 3],
      /a call of .* that is not there/,
    ],
    [
      'an output that is not there',
      ({ config }) => [config.output_layers[0]!, 0, 'x'],
      /the model takes the output of "x"/,
    ],
    ['too many units', ({ config: { layers } }) => [layers[2]!.config, 'units', 1e9], /too large/],
    [
      'other units than weights',
      ({ config: { layers } }) => [layers[2]!.config, 'units', 7],
      /"7" units and weights for 3/,
    ],
    [
      'a huge input',
      ({ config: { layers } }) => [layers[0]!.config, 'batch_input_shape', [null, 1e5, 1e5]],
      /input of layer .* is too large/,
    ],
    ['a negative call', ({ config: { layers } }) => [layers[2]!.inbound_nodes[0]![0]!, 1, -1], /another shape/],
    ['no layers', ({ config }) => [config, 'layers', []], /another shape/],
  ])('refuses %s', (_, change, message) => {
    const model = structuredClone(topology);
    const [target, key, value] = change(model);
    (target as Record<string | number, unknown>)[key] = value;
    expect(() => checkTopology(model, weights)).toThrow(broken(message));
  });

  it('refuses models in models without end', () => {
    let model: object = topology;
    for (let i = 0; i < 10; i++) model = { class_name: 'Sequential', config: { layers: [model] } };
    expect(() => checkTopology(model, weights)).toThrow(broken(/nested/));
  });
});

it('a classifier with any change of model.json loads or fails with a typed error, and fast', async () => {
  const model = Buffer.from(files.get('model.json')!);
  await fc.assert(
    fc.asyncProperty(fc.nat(model.length - 1), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const changed = Buffer.from(model);
      changed[at]! ^= 1 << bit;
      const began = performance.now();
      try {
        (await unpackClassifier(withModel(changed))).head.dispose();
      } catch (error) {
        expect(error).toBeInstanceOf(ModelsError);
      }
      expect(performance.now() - began).toBeLessThan(2000);
    }),
    { numRuns: 400, seed: 19 },
  );
});

it('a classifier of this version notices every changed file, and names it', async () => {
  for (const name of ['classifier.json', 'model.json', 'weights.bin']) {
    const bytes = Buffer.from(files.get(name)!);
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 40)) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      const loading = unpackClassifier(new Map(files).set(name, changed));
      // White space of JSON may change.
      if (name === 'classifier.json') await expect(loading).rejects.toThrow(ModelsError);
      else await expect(loading, `${name} ${at}`).rejects.toThrow(broken(new RegExp(`${name} was changed`)));
    }
  }
});

it('weights that are not numbers are refused, without digests too', async () => {
  const bad = new Uint8Array(files.get('weights.bin')!);
  new DataView(bad.buffer).setFloat32(4, Number.NaN, true);
  const old = new Map(withModel(files.get('model.json')!)).set('weights.bin', bad);
  await expect(unpackClassifier(old)).rejects.toThrow(broken(/not finite/));
});
