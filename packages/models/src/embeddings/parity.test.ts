import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { golden, sample, seededImages, seededWeights, unpack } from '../../testing/seeded.ts';
import { type BackboneName, backboneGraph, type Pooling } from '../backbones/backbone-graph.ts';
import { describeBackbone } from '../backbones/describe-backbone.ts';
import type { WeightMap } from '../weights/weight-map.ts';
import { extractEmbeddings, extractFeatures } from './extract-embeddings.ts';
import type { EngineName } from './session.ts';

interface Case {
  readonly name: BackboneName;
  readonly inputShape: number[];
  readonly pooling: Pooling;
  readonly seed: number;
  readonly images: number;
  readonly outputShape: number[];
  readonly embedding: string;
  readonly taps: Record<string, string>;
}

const { cases, versions } = golden<{ cases: Case[]; versions: { keras: string } }>('features.json');
/** The three backbones of the published table run on every engine at both sizes; the other two where it is quick. */
const onWasm = (one: Case): boolean => one.inputShape[0]! < 100 || !['resnet50v2', 'resnet152v2'].includes(one.name);

beforeAll(() => tf.setBackend('wasm'));

describe.each([...new Set(cases.map(({ name }) => name))])('%s equals Keras block by block', (name) => {
  const weightsByChannels = new Map<number, WeightMap>();
  afterAll(() => weightsByChannels.clear());

  const runs = cases
    .filter((one) => one.name === name)
    .flatMap((one) => (['onnx', 'tfjs'] as const).map((engine) => ({ ...one, engine })))
    .filter((run) => run.engine === 'onnx' || onWasm(run));

  test.each(runs)('$inputShape $pooling on $engine', async (run) => {
    const { inputShape, pooling, seed } = run;
    const taps = Object.keys(run.taps);
    // Taps and pooling do not change the weights; drawing them is the slowest part.
    const weights =
      weightsByChannels.get(inputShape[2]!) ?? seededWeights(backboneGraph(name, { inputShape, pooling }), seed);
    weightsByChannels.set(inputShape[2]!, weights);
    const backbone = describeBackbone(name, { inputShape, pooling, taps, weights });
    expect(backbone.outputShape).toEqual(run.outputShape);

    const features: Float32Array[][] = [];
    const images = seededImages(run.images, inputShape, seed);
    for await (const one of extractFeatures(images, { backbone, engine: run.engine, batchSize: 2 })) features.push(one);

    const whole = backbone.graph.outputs.map((_, k) => concatenate(features.map((one) => one[k]!)));
    compare(pooling === 'none' ? sample(whole[0]!) : whole[0]!, run.embedding, run, 'embedding');
    if (run.engine === 'onnx') {
      // Without taps the runtime may fuse more layers: that is another computation.
      const embeddings: Float32Array[] = [];
      for await (const one of extractEmbeddings(images, { backbone, engine: 'onnx' })) embeddings.push(one);
      const all = concatenate(embeddings);
      compare(pooling === 'none' ? sample(all) : all, run.embedding, run, 'embedding without taps');
    }
    taps.forEach((tap, k) => {
      compare(sample(whole[k + 1]!), run.taps[tap]!, run, tap);
    });
  });
});

function compare(actual: Float32Array, expected: string, run: Case & { engine: EngineName }, layer: string): void {
  try {
    expectParity(actual, unpack(expected), {
      package: 'models',
      name: 'extractEmbeddings',
      reference: `Keras ${versions.keras} applications.${run.name} at ${run.inputShape.join('×')}`,
      path: run.engine === 'onnx' ? 'onnx' : 'wasm',
      measure: 'relative',
      tolerance: 2e-5,
    });
  } catch (cause) {
    throw new Error(`at layer ${layer}`, { cause });
  }
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
