import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { seededImages } from '../../testing/seeded.ts';
import { smallBackbone, smallResnet, smallVgg } from '../../testing/small.ts';
import type { OnnxRuntime } from '../engines/onnx/runtime.ts';
import { openBackbone } from '../engines/open-backbone.ts';
import { type ExtractEmbeddingsOptions, extractEmbeddings, extractFeatures } from './extract-embeddings.ts';
import type { ImageLike } from './image.ts';

const inputShape = [33, 40, 3];
const backbone = smallBackbone(smallVgg(inputShape));
const images = seededImages(7, inputShape, 3);

async function collect(
  source: Iterable<ImageLike> | AsyncIterable<ImageLike>,
  options: Partial<ExtractEmbeddingsOptions>,
) {
  const all: Float32Array[] = [];
  for await (const one of extractEmbeddings(source, { backbone, engine: 'onnx', ...options })) all.push(one);
  return all;
}

/** Another batch size is another order of additions inside the runtime. */
function expectClose(actual: readonly Float32Array[], expected: readonly Float32Array[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((one, i) => {
    expect(one.length).toBe(expected[i]!.length);
    one.forEach((value, k) => {
      expect(Math.abs(value - expected[i]![k]!)).toBeLessThan(1e-5);
    });
  });
}

beforeAll(() => tf.setBackend('wasm'));

describe.each(['onnx', 'tfjs'] as const)('extractEmbeddings on %s', (engine) => {
  test('gives one embedding an image, in order, whatever the batch size', async () => {
    const single = await Promise.all(images.map(async (image) => (await collect([image], { engine }))[0]!));
    expect(new Set(single.map(String)).size).toBe(images.length);
    for (const batchSize of [1, 3, 7, 100]) expectClose(await collect(images, { engine, batchSize }), single);
  });

  test('takes streams, and views with strides', async () => {
    async function* stream() {
      for (const { data, shape } of images) {
        const [height, width, channels] = shape as [number, number, number];
        const transposed = new Float32Array(data.length);
        for (let i = 0; i < data.length; i++) {
          transposed[(i % channels) * height * width + Math.floor(i / channels)] = data[i]!;
        }
        yield { data: transposed, shape, stride: [width, 1, height * width], offset: 0 };
      }
    }
    expectClose(await collect(stream(), { engine, batchSize: 2 }), await collect(images, { engine, batchSize: 2 }));
  });

  test('gives memory of their own', async () => {
    const [first, second] = await collect(images, { engine });
    const kept = second!.slice();
    first!.fill(0);
    expect(second).toEqual(kept);
    expect(second!.buffer.byteLength).toBe(second!.byteLength);
  });

  test('of nothing is nothing', async () => {
    expect(await collect([], { engine })).toEqual([]);
  });

  test('keeps no tensors', async () => {
    const before = tf.memory();
    await collect(images, { engine, batchSize: 2 });
    for await (const _ of extractEmbeddings(images, { backbone, engine, batchSize: 2 })) break;
    await expect(collect([{ data: [], shape: [1] }], { engine })).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });

  test('closes its source when the consumer stops', async () => {
    let closed = 0;
    let given = 0;
    function* source() {
      try {
        for (const image of images) {
          given++;
          yield image;
        }
      } finally {
        closed++;
      }
    }
    for await (const _ of extractEmbeddings(source(), { backbone, engine, batchSize: 2 })) break;
    expect({ closed, given }).toEqual({ closed: 1, given: 2 });
  });

  test('stops when it is told to', async () => {
    const controller = new AbortController();
    const received: Float32Array[] = [];
    const run = async () => {
      for await (const one of extractEmbeddings(images, {
        backbone,
        engine,
        batchSize: 2,
        signal: controller.signal,
      })) {
        received.push(one);
        controller.abort(new Error('enough'));
      }
    };
    await expect(run()).rejects.toThrow('enough');
    expect(received).toHaveLength(2);
    await expect(collect(images, { engine, signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never');
  });

  test('names the image that has another shape', async () => {
    await expect(collect([...images, ...seededImages(1, [32, 40, 3], 1)], { engine, batchSize: 3 })).rejects.toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        message: expect.stringMatching(/Image 7 has the shape \[32, 40, 3\].*\[33, 40, 3\]/),
      }),
    );
  });

  test('an open session stays open and gives the same', async () => {
    const session = await openBackbone(backbone, { engine });
    expect(session.engine).toBe(engine);
    const once = await collect(images, { backbone: session });
    expect(await collect(images, { backbone: session })).toEqual(once);
    expectClose(once, await collect(images, { engine }));
    await session.dispose();
    await session.dispose();
  });
});

test('both engines agree at every layer of both families', async () => {
  for (const graph of [smallVgg([37, 41, 3]), smallResnet([37, 41, 3])]) {
    const names = graph.layers.slice(1, -1).map(({ name }) => name);
    const tapped = smallBackbone(graph, 5, names);
    const [onnx, tfjs] = await Promise.all(
      (['onnx', 'tfjs'] as const).map(async (engine) => {
        for await (const one of extractFeatures(seededImages(1, [37, 41, 3], 8), { backbone: tapped, engine }))
          return one;
        return [];
      }),
    );
    expect(onnx).toHaveLength(names.length + 1);
    onnx!.forEach((values, i) => {
      const scale = values.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
      expect(scale).toBeGreaterThan(0);
      const worst = values.reduce((max, v, k) => Math.max(max, Math.abs(v - tfjs![i]![k]!)), 0);
      expect(worst / scale, tapped.graph.outputs[i]).toBeLessThan(1e-5);
    });
  }
});

test('taps are not computed for embeddings', async () => {
  const outputs: string[][] = [];
  const runtime: OnnxRuntime = {
    InferenceSession: {
      async create(...parameters) {
        const session = await (ort.InferenceSession as unknown as OnnxRuntime['InferenceSession']).create(
          ...parameters,
        );
        outputs.push([...session.outputNames]);
        return session;
      },
    },
    Tensor: ort.Tensor as unknown as OnnxRuntime['Tensor'],
  };
  const tapped = smallBackbone(smallVgg(inputShape), 1, ['block1_conv1']);
  expectClose(await collect(images, { backbone: tapped, runtime }), await collect(images, {}));
  expect(outputs).toEqual([['pooled']]);
});

test.each([[{ batchSize: 0 }], [{ batchSize: 1.5 }], [{ engine: 'gpu' as never }], [{ threads: -1 }]])(
  'refuses %j',
  async (options) => {
    await expect(collect(images, options)).rejects.toThrow(expect.objectContaining({ code: 'invalid-option' }));
  },
);
