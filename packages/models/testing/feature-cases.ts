import { expect } from 'vitest';
import { expectParity } from '../../../tools/parity/expect-parity.ts';
import { extractEmbeddings, extractFeatures } from '../src/embeddings/extract-embeddings.ts';
import type { EngineName } from '../src/engines/session.ts';
import { backboneGraph, type Pooling } from '../src/families/backbone-graph.ts';
import { describeBackbone } from '../src/families/describe-backbone.ts';
import type { BackboneName } from '../src/families/image-families.ts';
import type { WeightMap } from '../src/weights/weight-map.ts';
import { golden, sample, seededImages, seededWeights, unpack } from './seeded.ts';

/** What Keras computed: a case of `features` in tools/reference/models.py. */
export interface FeatureCase {
  readonly name: BackboneName;
  readonly inputShape: number[];
  readonly pooling: Pooling;
  readonly seed: number;
  readonly images: number;
  readonly outputShape: number[];
  readonly embedding: string;
  readonly taps: Record<string, string>;
}

const file = golden<{ cases: FeatureCase[]; versions: { keras: string } }>('features.json');

/** All cases, the small images first. */
export const featureCases: readonly FeatureCase[] = file.cases;

/** Keeps the seeded weights of one network: drawing them takes longer than running it. */
export function weightStore(): (one: FeatureCase) => WeightMap {
  let held: { key: string; weights: WeightMap } | undefined;
  return ({ name, inputShape, pooling, seed }) => {
    // Neither the size of the images nor pooling changes the weights.
    const key = `${name} ${inputShape[2]}`;
    if (held?.key !== key) held = { key, weights: seededWeights(backboneGraph(name, { inputShape, pooling }), seed) };
    return held.weights;
  };
}

/** Where a case runs: the engine, and the name of its back end in `docs/parity.md`. */
export interface FeatureRun {
  readonly engine: EngineName;
  readonly path: string;
}

/** Computes a case with a tap at the end of every block and compares all of it with Keras. */
export async function checkFeatures(one: FeatureCase, weights: WeightMap, { engine, path }: FeatureRun): Promise<void> {
  const { name, inputShape, pooling, seed } = one;
  const taps = Object.keys(one.taps);
  const backbone = describeBackbone(name, { inputShape, pooling, taps, weights });
  expect(backbone.outputShape).toEqual(one.outputShape);

  const compare = (actual: Float32Array, expected: string, layer: string): void => {
    try {
      expectParity(actual, unpack(expected), {
        package: 'models',
        name: 'extractEmbeddings',
        reference: `Keras ${file.versions.keras} applications.${name} at ${inputShape.join('×')}`,
        path,
        measure: 'relative',
        tolerance: 2e-5,
      });
    } catch (cause) {
      throw new Error(`at layer ${layer}`, { cause });
    }
  };
  const kept = (values: Float32Array): Float32Array => (pooling === 'none' ? sample(values) : values);

  const images = seededImages(one.images, inputShape, seed);
  const features: Float32Array[][] = [];
  for await (const image of extractFeatures(images, { backbone, engine, batchSize: 2 })) features.push(image);
  backbone.graph.outputs.forEach((layer, k) => {
    const whole = concatenate(features.map((image) => image[k]!));
    if (k === 0) compare(kept(whole), one.embedding, layer);
    else compare(sample(whole), one.taps[layer]!, layer);
  });
  if (engine === 'onnx') {
    // Without taps the runtime may fuse more layers: that is another computation.
    const embeddings: Float32Array[] = [];
    for await (const embedding of extractEmbeddings(images, { backbone, engine })) embeddings.push(embedding);
    compare(kept(concatenate(embeddings)), one.embedding, 'output, without taps');
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
