import { readFileSync } from 'node:fs';
import type { File } from 'h5wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { kerasFile } from '../../testing/keras-file.ts';
import { golden, goldenPath, seededImages, seededWeights, unpack } from '../../testing/seeded.ts';
import { smallResnet, smallVgg } from '../../testing/small.ts';
import { extractEmbeddings } from '../embeddings/extract-embeddings.ts';
import { backboneGraph } from '../families/backbone-graph.ts';
import { type Backbone, describeBackbone } from '../families/describe-backbone.ts';
import type { BackboneName } from '../families/image-families.ts';
import type { Graph } from '../graph/graph.ts';
import { inferShapes } from '../graph/infer-shapes.ts';
import { fitWeights } from './fit-weights.ts';
import { readKerasWeights } from './read-keras-weights.ts';
import type { WeightMap } from './weight-map.ts';

const inputShape = [32, 32, 3];
const vgg = smallVgg(inputShape);
const resnet = smallResnet(inputShape);
const { seeds, expected, versions } = golden<{
  seeds: Record<'vgg' | 'resnet', number>;
  expected: Record<'vgg' | 'resnet', string>;
  versions: { keras: string };
}>('weights/features.json');

const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(goldenPath(`weights/${file}`)));

async function embeddings(graph: Graph, weights: WeightMap, seed: number): Promise<Float32Array> {
  const outputShape = inferShapes(graph).get(graph.outputs[0]!)!;
  const backbone = {
    input: 'image',
    graph,
    weights,
    inputShape: graph.layers[0]!.type === 'input' ? graph.layers[0].shape : [],
    outputShape,
  };
  const all: number[] = [];
  for await (const one of extractEmbeddings(seededImages(2, backbone.inputShape, seed), {
    backbone: backbone as unknown as Backbone,
    engine: 'onnx',
  })) {
    all.push(...one);
  }
  return Float32Array.from(all);
}

const parity = (reference: string) =>
  ({
    package: 'models',
    name: 'readKerasWeights',
    reference: `Keras ${versions.keras} ${reference}`,
    path: 'onnx',
    measure: 'relative',
    tolerance: 2e-5,
  }) as const;

describe('readKerasWeights reads what Keras wrote', () => {
  test.each([
    ['vgg-keras1.h5', 'names of Keras 1'],
    ['vgg-keras2.h5', 'names of Keras 2'],
    ['vgg-keras3.h5', 'legacy writer'],
    ['vgg-model.h5', 'model.save("x.h5")'],
    ['vgg-new.weights.h5', 'save_weights("x.weights.h5")'],
    ['resnet-split.h5', 'legacy writer, split attributes'],
  ])('%s: %s', async (file, reference) => {
    const kind = file.startsWith('vgg') ? 'vgg' : 'resnet';
    const graph = kind === 'vgg' ? vgg : resnet;
    const weights = await readKerasWeights(bytesOf(file));
    const fitted = fitWeights(graph, weights);
    expect(fitted).toEqual(seededWeights(graph, seeds[kind]));
    if (!file.includes('new')) {
      expect([...weights.keys()]).toEqual([...fitted.keys()]);
      expect([...weights.values()].flat().map(({ name }) => name)).toEqual(
        [...fitted.values()].flat().map(({ name }) => name),
      );
    }
    expectParity(await embeddings(graph, fitted, seeds[kind]), unpack(expected[kind]), parity(reference));
  });

  test('goes by the numbers of classes where Keras 3 wrote no layer names', async () => {
    const h5wasm = await import('h5wasm');
    const { FS } = await h5wasm.ready;
    const expectedWeights = seededWeights(vgg, 9);
    const file = new h5wasm.File('/nameless.h5', 'w');
    file.create_group('layers');
    [...expectedWeights.values()].forEach((tensors, i) => {
      const path = `layers/conv2d${i === 0 ? '' : `_${i}`}`;
      file.create_group(path);
      file.create_group(`${path}/vars`);
      tensors.forEach(({ data, shape }, k) => {
        file.create_dataset({ name: `${path}/vars/${k}`, data, shape: [...shape] });
      });
    });
    file.close();
    const weights = await readKerasWeights(FS.readFile('/nameless.h5') as Uint8Array);
    FS.unlink('/nameless.h5');
    expect([...weights.keys()][2]).toBe('conv2d_2');
    expect(fitWeights(vgg, weights)).toEqual(expectedWeights);
  });
});

describe('readKerasWeights meets groups that hold others more than once', () => {
  /** A file of Keras 3 whose layer `a` is written by hand. */
  async function handmade(write: (file: File) => void): Promise<Uint8Array> {
    const h5wasm = await import('h5wasm');
    const { FS } = await h5wasm.ready;
    const file = new h5wasm.File('/handmade.h5', 'w');
    file.create_group('layers');
    file.create_group('layers/a');
    write(file);
    file.close();
    const bytes = FS.readFile('/handmade.h5') as Uint8Array;
    FS.unlink('/handmade.h5');
    return bytes;
  }

  test('one that holds itself', async () => {
    const bytes = await handmade((file) => {
      file.create_hard_link('/layers/a', '/layers/a/again');
    });
    await expect(readKerasWeights(bytes)).rejects.toThrow(/nested more than 8 deep/);
  });

  test('six links to one group, each with six to the next', async () => {
    const bytes = await handmade((file) => {
      for (let level = 0, path = '/layers/a'; level < 7; level++, path += '/0') {
        file.create_group(`${path}/0`);
        for (let link = 1; link < 6; link++) file.create_hard_link(`${path}/0`, `${path}/${link}`);
      }
    });
    expect(bytes.length).toBeLessThan(100_000);
    await expect(readKerasWeights(bytes)).rejects.toThrow(/more than 100000 layers and parts of layers/);
  });

  test('a count without a sign', async () => {
    const bytes = await handmade((file) => {
      file.create_group('layers/a/vars');
      file.create_dataset({ name: 'layers/a/vars/0', data: Uint32Array.of(3_000_000_000), shape: [], dtype: '<I' });
    });
    expect((await readKerasWeights(bytes)).get('a')![0]!.data[0]).toBe(3_000_000_000);
  });
});

describe('readKerasWeights reads files of the true size', () => {
  const { cases } = golden<{ cases: { name: BackboneName; inputShape: number[]; seed: number; embedding: string }[] }>(
    'features.json',
  );
  test.each([
    ['vgg16', 'keras1', 58_889_256],
    ['resnet101v2', 'keras2', 171_317_808],
  ] as const)('%s', async (name, style, officialSize) => {
    const { seed, embedding, inputShape } = cases.find((one) => one.name === name)!;
    const graph = backboneGraph(name, { inputShape });
    const bytes = await kerasFile(graph, seededWeights(graph, seed), style);
    // Contiguous and uncompressed like the official file: the rest is HDF5's own bookkeeping.
    expect(Math.abs(bytes.length / officialSize - 1)).toBeLessThan(0.005);
    const backbone = describeBackbone(name, { inputShape, weights: await readKerasWeights(bytes) });
    expectParity(await embeddings(graph, backbone.weights, seed), unpack(embedding), parity(`applications.${name}`));
  });
});

describe('readKerasWeights refuses', () => {
  let whole: Uint8Array;
  beforeAll(() => {
    whole = bytesOf('vgg-keras2.h5');
  });
  const refused = (message: RegExp) =>
    expect.objectContaining({ code: 'invalid-file', message: expect.stringMatching(message) });

  test.each([
    ['nothing', new Uint8Array(), /The 0 bytes are not HDF5/],
    ['a web page', new TextEncoder().encode('<!doctype html>'), /not HDF5\. Was a web page/],
    ['a zip archive', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0]), /model\.weights\.h5/],
  ])('%s', async (_, bytes, message) => {
    await expect(readKerasWeights(bytes)).rejects.toEqual(refused(message));
  });

  test('HDF5 that is no weight file', async () => {
    const h5wasm = await import('h5wasm');
    const { FS } = await h5wasm.ready;
    const file = new h5wasm.File('/other.h5', 'w');
    file.create_dataset({ name: 'temperature', data: new Float32Array(3) });
    file.close();
    await expect(readKerasWeights(FS.readFile('/other.h5') as Uint8Array)).rejects.toEqual(
      refused(/neither an attribute "layer_names".*Its root holds temperature/),
    );
    FS.unlink('/other.h5');
  });

  test('a file that is cut off, wherever', async () => {
    for (const share of [0.01, 0.2, 0.5, 0.8, 0.99, 1 - 1 / whole.length]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      await expect(readKerasWeights(cut), `${share}`).rejects.toEqual(refused(/corrupt or cut off/));
    }
  });

  test('a corrupt file without any other kind of error', async () => {
    let refusals = 0;
    for (let i = 0; i < 300; i++) {
      const broken = whole.slice();
      // Where the structure is, not the values: the beginning and groups scattered behind it.
      for (let k = 0; k < 40; k++) broken[(i * 7919 + k * 104_729) % whole.length] = (i * 31 + k * 17) % 256;
      await readKerasWeights(broken).catch((error) => {
        refusals++;
        expect(error).toEqual(expect.objectContaining({ code: 'invalid-file' }));
      });
    }
    expect(refusals).toBeGreaterThan(50);
  });

  test('a list that names a dataset which is not there', async () => {
    const text = new TextDecoder('latin1').decode(whole);
    const at = text.indexOf('block3_conv2/kernel:0');
    expect(at).toBeGreaterThan(0);
    const broken = whole.slice();
    broken[at + 'block3_conv2/'.length] = 'K'.charCodeAt(0);
    await expect(readKerasWeights(broken)).rejects.toEqual(
      refused(/no dataset "block3_conv2\/Kernel:0" in "\/block3_conv2"/),
    );
  });

  test('whole numbers in place of weights', async () => {
    const graph = backboneGraph('vgg16', { inputShape });
    const integers = new Map([
      ['block1_conv1', [{ name: 'kernel', shape: [2], data: Int32Array.from([1, 2]) as never }]],
    ]);
    await expect(readKerasWeights(await kerasFile(graph, integers, 'keras2'))).rejects.toEqual(
      refused(
        /"\/block1_conv1\/block1_conv1\/kernel:0" must be float16, bfloat16, float32 or float64, or a single whole number/,
      ),
    );
  });
});
