import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { goldenPath } from '../../testing/seeded.ts';
import type { Graph } from '../graph/graph.ts';
import { fitWeights } from './fit-weights.ts';
import { readKerasWeights } from './read-keras-weights.ts';
import { readSafetensors } from './read-safetensors.ts';
import { readTorchWeights } from './torch/read-torch-weights.ts';

const golden = JSON.parse(readFileSync(goldenPath('weights/forms.json'), 'utf8')) as {
  cases: Record<string, { file: string; weights: { shape: number[]; values: number[] }[] }>;
};

/** One line per tensor, so that orders do not matter: layers of a file of Keras 3 are in the order of their names. */
const lines = (tensors: Iterable<{ shape: readonly number[]; values: readonly number[] }>): string[] =>
  Array.from(tensors, ({ shape, values }) => `[${shape}] ${values.map((value) => value.toPrecision(7))}`).sort();

test.each(Object.entries(golden.cases))('nothing of %s vanishes', async (_, { file, weights }) => {
  const read = await readKerasWeights(new Uint8Array(inflateSync(Buffer.from(file, 'base64'))));
  const tensors = [...read.values()].flat().map(({ shape, data }) => ({ shape, values: [...data] }));
  expect(lines(tensors)).toEqual(lines(weights));
});

test.each(Object.keys(golden.cases).filter((name) => /LSTM|GRU|Bidirectional|Attention|TimeDistributed/.test(name)))(
  'parts of layers are in the order of Keras in %s',
  async (name) => {
    const { file, weights } = golden.cases[name]!;
    const { end, ...others } = Object.fromEntries(
      await readKerasWeights(new Uint8Array(inflateSync(Buffer.from(file, 'base64')))),
    );
    const [layer] = Object.values(others);
    expect(Object.keys(others)).toHaveLength(1);
    const tensors = [...layer!, ...end!].map(({ shape, data }) => ({ shape, values: [...data] }));
    expect(tensors).toEqual(weights);
  },
);

test('the count of a Normalization is left out', async () => {
  const graph: Graph = {
    name: 'normalized',
    layers: [
      { type: 'input', name: 'in', inputs: [], shape: [3] },
      { type: 'normalization', name: 'norm', inputs: ['in'] },
      { type: 'dense', name: 'end', inputs: ['norm'], units: 1, useBias: true, activation: 'linear' },
    ],
    outputs: ['end'],
  };
  for (const name of ['Normalization.weights.h5', 'Normalization.h5']) {
    const read = await readKerasWeights(new Uint8Array(inflateSync(Buffer.from(golden.cases[name]!.file, 'base64'))));
    expect(read.get('norm')).toHaveLength(3);
    const [mean, variance] = fitWeights(graph, read).get('norm')!;
    // Of 0, 3, 6, 9 and so on.
    expect([mean!.name, ...mean!.data]).toEqual(['mean', 4.5, 5.5, 6.5]);
    expect([variance!.name, ...variance!.data]).toEqual(['variance', 11.25, 11.25, 11.25]);
  }
});

test('layers are found by names beyond ASCII, and parts by their path', async () => {
  const namesOf = async (name: string): Promise<Record<string, string[]>> => {
    const read = await readKerasWeights(new Uint8Array(inflateSync(Buffer.from(golden.cases[name]!.file, 'base64'))));
    return Object.fromEntries([...read].map(([layer, tensors]) => [layer, tensors.map((tensor) => tensor.name)]));
  };
  expect(await namesOf('beyond ASCII.weights.h5')).toEqual({ größe_слой_感情: ['0', '1'], end: ['0', '1'] });
  const both = ['forward_layer', 'backward_layer'].flatMap((part) => [0, 1, 2].map((i) => `${part}/cell/${i}`));
  expect(await namesOf('Bidirectional.weights.h5')).toEqual({ both, end: ['0', '1'] });
  expect(await namesOf('a layer with layers.weights.h5')).toEqual({
    own: ['0', 'extra/0', 'extra/1'],
    ...{ first: ['0', '1'], second: ['0', '1'], end: ['0', '1'] },
  });
  expect(await namesOf('a compiled model with own weights.weights.h5')).toEqual({
    whole: ['0', 'side/0', 'side/1'],
    ...{ inside: ['0', '1'], end: ['0', '1'] },
  });
});

test.each<[unknown, RegExp]>([
  ['model.h5', /Received a string\. Read the file first/],
  [new ArrayBuffer(8), /Received a ArrayBuffer\. Write new Uint8Array\(buffer\)/],
  [new Blob([]), /Received a Blob\. Write new Uint8Array\(await/],
  [undefined, /Received nothing/],
  [{}, /Received an object/],
])('readers of weights refuse what is no file’s bytes: %s', async (value, message) => {
  const refusal = expect.objectContaining({ code: 'invalid-input', message: expect.stringMatching(message) });
  await expect(readKerasWeights(value as never)).rejects.toEqual(refusal);
  expect(() => readSafetensors(value as never)).toThrow(refusal);
  expect(() => readTorchWeights(value as never)).toThrow(refusal);
});
