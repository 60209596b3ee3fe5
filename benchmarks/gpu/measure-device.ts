import { readdirSync } from 'node:fs';
import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  type Backbone,
  createBackbone,
  createClassifier,
  describeBackbone,
  type OnnxDevice,
  openBackbone,
  selectBackend,
  train,
  tryOnnxDevice,
} from '@ser/models';
import { openPretrained } from '@ser/models/node';
import { median } from '../models/keras-side.ts';
import { gradientDifference } from './gradient-difference.ts';
import { randomWavlmBase } from './random-wavlm-base.ts';

/** What was measured on a device; each part is missing where its turn did not come. */
export interface Measured {
  /** Why the device could not be used, and what to do. */
  readonly refused?: { readonly reason: string; readonly remedy: string };
  /** Largest difference of embeddings from the CPU's, relative to the largest value, by network. */
  readonly embeddingDifferences?: Readonly<Record<string, number>>;
  /** The same of the gradients of every layer, from TensorFlow's in float64. */
  readonly gradientDifference?: number;
  /** Milliseconds an image or a clip of three seconds, medians, by network. */
  readonly embedding?: Readonly<Record<string, number>>;
  /** Seconds a fine-tuning step of whole VGG16 with 32 images in micro-batches of 8. */
  readonly step?: number;
  /** Most memory that the process held after it, in bytes; not the card's. */
  readonly stepMemory?: number;
  /** Images that one step held at once. */
  readonly largestBatch?: number;
  /** Why the process did not come to its end. */
  readonly endedEarly?: string;
}

/** What is measured, and where the parts go as they come. */
export interface MeasureOptions {
  /** Size of the images: `224x224`. */
  readonly size: string;
  /** Whether times are taken, or numbers compared alone. */
  readonly isTimed: boolean;
  readonly report: (part: Measured) => void;
}

const noise = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin(i * i) / 2);

/** Seconds after which a network is not timed once more. */
const ENOUGH = 20;

/** Measures everything on one device, the surest first. */
export async function measureDevice(device: string, { size, isTimed, report }: MeasureOptions): Promise<void> {
  const name = device as OnnxDevice;
  const attempt = await tryOnnxDevice(name);
  if (!attempt.ok) return report({ refused: { reason: attempt.reason, remedy: attempt.remedy } });
  report({ gradientDifference: await gradientDifference(name) });
  report({ embeddingDifferences: await embeddingDifferences(name) });
  if (!isTimed) return;
  const [height, width] = size.split('x').map(Number) as [number, number];
  const inputShape = [height, width, 3];
  const embedding: Record<string, number> = {};
  const time = async (backbone: Backbone, values: Float32Array, count: number): Promise<void> => {
    embedding[backbone.name] = await timeEmbedding(backbone, name, { values, count });
    report({ embedding });
  };
  for (const network of ['vgg16', 'resnet101v2'] as const) {
    await time(describeBackbone(network, { inputShape, weights: null }), noise(4 * height * width * 3), 4);
  }
  await time(randomWavlmBase(), noise(48_000), 1);
  await selectBackend('wasm');
  const step = await timeStep(name, inputShape, { batchSize: 32, microBatchSize: 8 });
  report({ step, stepMemory: process.resourceUsage().maxRSS * 1024 });
  for (let batch = 8; ; batch *= 2) {
    // A step of twice the images holds about twice as much; the system ends what takes more memory than there is.
    const wouldHold = 2 * process.resourceUsage().maxRSS * 1024;
    if (device === 'cpu' && batch > 8 && wouldHold > totalmem()) return;
    try {
      await timeStep(name, inputShape, { batchSize: batch, microBatchSize: batch });
    } catch {
      return;
    }
    report({ largestBatch: batch });
  }
}

async function embeddingDifferences(device: OnnxDevice): Promise<Record<string, number>> {
  const networks: { readonly backbone: Backbone; readonly values: Float32Array }[] = [];
  for (const network of ['vgg16', 'resnet101v2'] as const) {
    const backbone = describeBackbone(network, { inputShape: [64, 64, 3], weights: null });
    networks.push({ backbone, values: noise(64 * 64 * 3) });
  }
  const encoders = fileURLToPath(new URL('../../packages/models/golden/encoders/', import.meta.url));
  for (const entry of readdirSync(encoders, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    networks.push({ backbone: await openPretrained(`${encoders}${entry.name}`), values: noise(8000) });
  }
  const differences: Record<string, number> = {};
  for (const { backbone, values } of networks) {
    const [expected, actual] = [await embed(backbone, 'cpu', values), await embed(backbone, device, values)];
    const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const difference = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i]!)), 0);
    differences[backbone.name] = Math.max(differences[backbone.name] ?? 0, difference / scale);
  }
  return differences;
}

async function embed(backbone: Backbone, device: OnnxDevice, values: Float32Array): Promise<Float32Array> {
  const session = await openBackbone(backbone, { engine: 'onnx', device });
  const [features] = await session.run(values, 1);
  await session.dispose();
  return features!;
}

async function timeEmbedding(
  backbone: Backbone,
  device: OnnxDevice,
  { values, count }: { readonly values: Float32Array; readonly count: number },
): Promise<number> {
  const session = await openBackbone(backbone, { engine: 'onnx', device });
  const times: number[] = [];
  // The first compiles.
  await session.run(values, count);
  const begin = performance.now();
  while (times.length < 5 && (times.length === 0 || performance.now() - begin < ENOUGH * 1000)) {
    const start = performance.now();
    await session.run(values, count);
    times.push((performance.now() - start) / count);
  }
  await session.dispose();
  return median(times);
}

/** The second of two steps, in seconds; on the CPU, where nothing is compiled for the first, the only one. */
async function timeStep(
  device: OnnxDevice,
  inputShape: readonly number[],
  sizes: { readonly batchSize: number; readonly microBatchSize: number },
): Promise<number> {
  const model = createClassifier({ backbone: createBackbone('vgg16', { inputShape }), classes: 8, freeze: 'none' });
  const sample = inputShape.reduce((product, n) => product * n, 1);
  const x = noise(sizes.batchSize * sample);
  const y = Array.from({ length: sizes.batchSize }, (_, i) => i % 8);
  try {
    let seconds = Number.NaN;
    const options = { x, y, sampleShape: inputShape, classes: 8, epochs: device === 'cpu' ? 1 : 2, ...sizes } as const;
    let start = performance.now();
    // The time of opening is not the step's.
    for await (const event of train(model, { ...options, runtime: 'onnx', device })) {
      if (event.type === 'step') seconds = (performance.now() - start) / 1000;
      if (event.type !== 'step') start = performance.now();
    }
    return seconds;
  } finally {
    model.dispose();
  }
}
