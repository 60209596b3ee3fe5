import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { oneConvolution } from '../../testing/one-convolution.ts';
import { smallBackbone, smallVgg } from '../../testing/small.ts';
import type { Graph } from '../graph/graph.ts';
import type { OnnxRuntime } from './onnx/runtime.ts';
import { openBackbone } from './open-backbone.ts';

const backbone = smallBackbone(smallVgg());

beforeAll(() => tf.setBackend('cpu'));
afterEach(() => {
  vi.restoreAllMocks();
  vi.doUnmock('onnxruntime-node');
  vi.doUnmock('onnxruntime-web');
});

async function engineOf(options: Parameters<typeof openBackbone>[1]): Promise<string> {
  const session = await openBackbone(backbone, options);
  await session.dispose();
  return session.engine;
}

test('auto takes ONNX on the CPU, and TensorFlow.js where its back end is native or a GPU', async () => {
  expect(await engineOf({})).toBe('onnx');
  for (const name of ['tensorflow', 'webgpu', 'webgl']) {
    vi.spyOn(tf.engine(), 'backendName', 'get').mockReturnValue(name);
    expect(await engineOf({ engine: 'auto' })).toBe('tfjs');
    expect(await engineOf({ engine: 'onnx' })).toBe('onnx');
    vi.restoreAllMocks();
  }
});

/** ONNX Runtime, whose way to create sessions is looked at. */
function watched(create: OnnxRuntime['InferenceSession']['create']) {
  const spy = vi.fn(create);
  const Tensor = ort.Tensor as unknown as OnnxRuntime['Tensor'];
  return { create: spy, runtime: { InferenceSession: { create: spy }, Tensor } satisfies OnnxRuntime };
}

test('passes the threads on to a runtime that is given, which spins for a moment and does not print', async () => {
  const { create, runtime } = watched(ort.InferenceSession.create as OnnxRuntime['InferenceSession']['create']);
  expect(await engineOf({ runtime, threads: 1 })).toBe('onnx');
  expect(create.mock.calls[0]![1]).toMatchObject({
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { spin_duration_us: '50' } } },
  });
});

// One convolution of many channels; a runtime that only looks at the bytes, of which there are many.
const input = { type: 'input', name: 'input_layer', inputs: [], shape: [14, 14, 256] } as const;
const wideGraph: Graph = {
  name: 'wide',
  layers: [input, oneConvolution({ useBias: false, activation: 'linear' })],
  outputs: ['conv'],
};
const wide = { ...smallBackbone(smallVgg()), graph: wideGraph, name: 'wide' };
wide.weights = new Map([
  ['conv', [{ name: 'kernel', shape: [3, 3, 256, 256], data: new Float32Array(9 * 256 * 256) }]],
]);

test.each([
  [{}, true],
  [{ batchSize: 8 }, true],
  [{ batchSize: 1 }, false],
  [{ batchSize: 8, device: 'cuda' }, false],
] as const)('writes convolutions for so many images at a time on the CPU alone: %j', async (options, isByTiles) => {
  const { create, runtime } = watched(() => Promise.resolve({ release: () => {} } as never));
  await openBackbone(wide, { engine: 'onnx', runtime, ...options });
  expect(Buffer.from(create.mock.calls[0]![0]).includes('winograd')).toBe(isByTiles);
});

test.each([0, 1.5])('refuses %d images at a time', async (batchSize) => {
  await expect(openBackbone(backbone, { batchSize })).rejects.toThrow(/batchSize must be a whole number from 1/);
});

test('without ONNX Runtime, onnx says how to get it and auto takes TensorFlow.js', async () => {
  vi.resetModules();
  const absent = () => {
    throw new Error('Cannot find package');
  };
  vi.doMock('onnxruntime-node', absent);
  vi.doMock('onnxruntime-web', absent);
  const fresh = await import('./open-backbone.ts');
  await expect(fresh.openBackbone(backbone, { engine: 'onnx' })).rejects.toThrow(
    expect.objectContaining({
      code: 'missing-dependency',
      message: expect.stringMatching(/npm install onnxruntime-node.*option "runtime".*engine "tfjs"/),
    }),
  );
  await (await import('@tensorflow/tfjs')).setBackend('cpu');
  const session = await fresh.openBackbone(backbone, {});
  expect(session.engine).toBe('tfjs');
  await session.dispose();
});

test('what the runtime reports arrives as a typed error', async () => {
  const runtime = {
    InferenceSession: { create: () => Promise.reject(new Error('no such device')) },
    Tensor: ort.Tensor,
  } as unknown as OnnxRuntime;
  await expect(openBackbone(backbone, { engine: 'onnx', runtime })).rejects.toThrow(
    expect.objectContaining({
      code: 'runtime',
      message: expect.stringMatching(/could not load vgg_small.*no such device/),
    }),
  );
});
