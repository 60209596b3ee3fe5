import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { smallBackbone, smallVgg } from '../../testing/small.ts';
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

test('passes the threads on to a runtime that is given', async () => {
  const create = vi.fn(ort.InferenceSession.create as OnnxRuntime['InferenceSession']['create']);
  const runtime: OnnxRuntime = { InferenceSession: { create }, Tensor: ort.Tensor as unknown as OnnxRuntime['Tensor'] };
  expect(await engineOf({ runtime, threads: 1 })).toBe('onnx');
  expect(create).toHaveBeenCalledWith(expect.any(Uint8Array), expect.objectContaining({ intraOpNumThreads: 1 }));
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
