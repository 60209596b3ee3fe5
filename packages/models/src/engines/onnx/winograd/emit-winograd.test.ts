import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { oneConvolution } from '../../../../testing/one-convolution.ts';
import type { Conv2dLayer, Graph } from '../../../graph/graph.ts';
import { initializeWeights } from '../../../weights/initialize-weights.ts';
import { compileToOnnx, compileWith } from '../compile-to-onnx.ts';

/** A convolution as VGG has it, or as ResNet V2: behind a border, without bias, normalized after it. */
function network(
  size: readonly [number, number],
  isPreActivated = false,
  { channels = 256, ...settings }: Partial<Conv2dLayer> & { readonly channels?: number } = {},
): Graph {
  const input = { type: 'input', name: 'input_layer', inputs: [], shape: [...size, channels] } as const;
  if (!isPreActivated) return { name: 'one', layers: [input, oneConvolution(settings)], outputs: ['conv'] };
  const plain = { inputs: ['pad'], padding: 'valid', useBias: false, activation: 'linear' } as const;
  return {
    name: 'one',
    layers: [
      input,
      { type: 'zeroPadding2d', name: 'pad', inputs: ['input_layer'], padding: 1 },
      oneConvolution({ ...plain, ...settings }),
      { type: 'batchNormalization', name: 'bn', inputs: ['conv'], epsilon: 1e-3 },
    ],
    outputs: ['bn'],
  };
}

/** What one session gives for the first images of a list, so many of them at a time as each count says. */
async function run(bytes: Uint8Array, graph: Graph, counts: readonly number[]): Promise<ort.Tensor[]> {
  const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1 });
  const { shape } = graph.layers[0] as { shape: readonly number[] };
  const results: ort.Tensor[] = [];
  for (const images of counts) {
    const dims = [images, ...shape];
    const size = dims.reduce((product, n) => product * n, 1);
    const data = Float32Array.from({ length: size }, (_, i) => Math.sin(i * i));
    const outputs = await session.run({ input_layer: new ort.Tensor('float32', data, dims) });
    results.push(outputs[graph.outputs[0]!]!);
  }
  await session.release();
  return results;
}

const isWinograd = (bytes: Uint8Array): boolean => Buffer.from(bytes).includes('winograd');

describe('emitWinograd', () => {
  it.each([
    { size: [9, 11], images: 3, isPreActivated: false, what: 'odd sizes, with bias and ReLU' },
    { size: [8, 16], images: 1, isPreActivated: true, what: 'whole tiles, behind a border and before a norm' },
    { size: [14, 14], images: 2, isPreActivated: true, what: 'half tiles, behind a border and before a norm' },
  ] as const)('computes what Conv does: $what', async ({ size, images, isPreActivated }) => {
    const graph = network(size, isPreActivated);
    const weights = initializeWeights(graph, { seed: 1 });
    const bytes = compileWith(graph, weights, { cpuBatchSize: 8 });
    expect(isWinograd(bytes)).toBe(true);
    const [actual] = (await run(bytes, graph, [images])) as [ort.Tensor];
    const [expected] = (await run(compileToOnnx(graph, weights), graph, [images])) as [ort.Tensor];
    expect(actual.dims).toEqual(expected.dims);
    const values = expected.data as Float32Array;
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeGreaterThan(0.1);
    // The error of a tile of 4 is three times that of a plain sum, 2e-7 of the root mean square.
    const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(value - Number(actual.data[i]))), 0);
    expect(worst / largest).toBeLessThan(3e-6);
  });

  it('gives an image the same bytes alone and among others', async () => {
    const graph = network([6, 7]);
    const bytes = compileWith(graph, initializeWeights(graph, { seed: 1 }), { cpuBatchSize: 16 });
    expect(isWinograd(bytes)).toBe(true);
    const [alone, three, eight] = (await run(bytes, graph, [1, 3, 8])).map(({ data }) => {
      const { buffer, byteOffset, byteLength } = data as Float32Array;
      return Buffer.from(buffer, byteOffset, byteLength);
    });
    expect(three!.subarray(0, alone!.length).equals(alone!)).toBe(true);
    expect(eight!.subarray(0, three!.length).equals(three!)).toBe(true);
  });

  it.each([
    { why: 'few tiles at a time', graph: network([14, 14]), cpuBatchSize: 3 },
    { why: 'few filters', graph: network([14, 14], false, { filters: 128 }), cpuBatchSize: 8 },
    { why: 'few channels', graph: network([14, 14], false, { channels: 128 }), cpuBatchSize: 8 },
    { why: 'a stride', graph: network([28, 28], true, { strides: 2 }), cpuBatchSize: 8 },
    { why: 'no border', graph: network([14, 14], false, { padding: 'valid' }), cpuBatchSize: 8 },
    { why: 'kernels of another size', graph: network([14, 14], true, { kernelSize: 1 }), cpuBatchSize: 8 },
  ])('leaves Conv where it is no gain: $why', ({ graph, cpuBatchSize }) => {
    const weights = initializeWeights(graph, { seed: 1 });
    // Looked at as a whole: an assertion takes seconds for so many bytes.
    const bytes = Buffer.from(compileWith(graph, weights, { cpuBatchSize }));
    expect(bytes.equals(compileToOnnx(graph, weights))).toBe(true);
  });
});
