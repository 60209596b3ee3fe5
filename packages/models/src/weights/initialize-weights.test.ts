import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { golden, unpack } from '../../testing/seeded.ts';
import { resnetV2Graph } from '../families/resnet-v2/resnet-v2-graph.ts';
import type { Graph } from '../graph/graph.ts';
import { type Initializer, initializeWeights } from './initialize-weights.ts';
import { truncatedNormal } from './truncated-normal.ts';

/** Three layers, so that the stream of the last kernel is not 0: `initialize` in tools/reference/models.py. */
const graph: Graph = {
  name: 'three',
  layers: [
    { type: 'input', name: 'in', inputs: [], shape: [8, 8, 5] },
    ...['a', 'b', 'c'].map((name, i) => ({
      type: 'conv2d' as const,
      name,
      inputs: [['in', 'a', 'b'][i]!],
      filters: [7, 64, 96][i]!,
      kernelSize: 3,
      strides: 1,
      padding: 'same' as const,
      useBias: true,
      activation: 'relu' as const,
    })),
  ],
  outputs: ['c'],
};

const expected = golden<{
  seed: number;
  sha256: Record<Initializer, string>;
  deviation: Record<Initializer, number>;
  probabilities: string;
  quantiles: string;
  versions: { scipy: string; keras: string };
}>('initializers.json');

const bytes = (data: Float32Array) => new Uint8Array(data.buffer);

describe('initializeWeights', () => {
  test.each(['heNormal', 'glorotUniform'] as const)('%s gives the bytes that NumPy computes', (initializer) => {
    const weights = initializeWeights(graph, { seed: expected.seed, initializer });
    const hash = createHash('sha256');
    for (const tensors of weights.values()) for (const { data } of tensors) hash.update(bytes(data));
    expect(hash.digest('hex')).toBe(expected.sha256[initializer]);
  });

  test.each(['heNormal', 'glorotUniform'] as const)('%s has the spread of Keras', (initializer) => {
    const { data } = initializeWeights(graph, { initializer }).get('c')![0]!;
    const deviation = Math.sqrt(data.reduce((sum, v) => sum + v * v, 0) / data.length);
    expect(Math.abs(deviation / expected.deviation[initializer] - 1)).toBeLessThan(0.02);
    expect(Math.abs(data.reduce((sum, v) => sum + v, 0) / data.length)).toBeLessThan(0.02 * deviation);
  });

  test('another seed gives other kernels, no two kernels are alike, and biases are zero', () => {
    const one = initializeWeights(graph, { seed: 1 });
    const other = initializeWeights(graph, { seed: 2 });
    expect(one.get('a')![0]!.data).not.toEqual(other.get('a')![0]!.data);
    expect(one.get('a')![0]!.data.slice(0, 50)).not.toEqual(one.get('b')![0]!.data.slice(0, 50));
    expect(one.get('b')![1]!.data).toEqual(new Float32Array(64));
    expect(initializeWeights(graph)).toEqual(initializeWeights(graph, { seed: 0, initializer: 'heNormal' }));
  });

  test('batch normalization begins as an identity', () => {
    const small = { name: 'small', inputShape: [32, 32, 3], stemFilters: 4, filters: [2], blocks: [1] };
    const weights = initializeWeights(resnetV2Graph(small));
    const values = weights.get('post_bn')!.map(({ name, data }) => [name, Math.min(...data), Math.max(...data)]);
    expect(values).toEqual([
      ['gamma', 1, 1],
      ['beta', 0, 0],
      ['moving_mean', 0, 0],
      ['moving_variance', 1, 1],
    ]);
  });

  test.each([[{ seed: -1 }], [{ seed: 0.5 }], [{ seed: 2 ** 53 }], [{ initializer: 'orthogonal' as never }]])(
    'refuses %j',
    (options) => {
      expect(() => initializeWeights(graph, options)).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    },
  );
});

test('truncatedNormal equals SciPy', () => {
  const quantiles = unpack64(expected.quantiles);
  expectParity(unpack64(expected.probabilities).map(truncatedNormal), quantiles, {
    package: 'models',
    name: 'initializeWeights',
    reference: `SciPy ${expected.versions.scipy} stats.truncnorm.ppf(u, -2, 2)`,
    path: 'float64',
    measure: 'absolute',
    tolerance: 1e-14,
  });
});

function unpack64(text: string): Float64Array {
  return new Float64Array(unpack(text).buffer);
}
