import { readFileSync } from 'node:fs';
import type { Graph } from '../src/graph/graph.ts';
import { fillPhilox } from '../src/weights/philox.ts';
import type { WeightMap, WeightTensor } from '../src/weights/weight-map.ts';
import { sizeOf, weightSpecs } from '../src/weights/weight-specs.ts';

/** Reads a golden file of this package. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(goldenPath(name), 'utf8')) as T;
}

/** Where a golden file of this package lies. */
export function goldenPath(name: string): URL {
  return new URL(`../golden/${name}`, import.meta.url);
}

/** Numbers stored as base64 of little-endian float32. */
export function unpack(text: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
}

/** Calls `visit` with the uniform numbers in (0, 1) of a stream: `uniform` of tools/reference/models.py. */
function uniform(count: number, seed: number, stream: number, visit: (u: number, i: number) => void): void {
  const words = new Uint32Array(4096);
  for (let start = 0; start < count; start += words.length) {
    fillPhilox(words, seed, stream, start);
    const end = Math.min(start + words.length, count);
    for (let i = start; i < end; i++) visit((words[i - start]! + 0.5) / 2 ** 32, i);
  }
}

/** The weights that `seed_weights` of tools/reference/models.py gives to the same network. */
export function seededWeights(graph: Graph, seed: number): WeightMap {
  const weights = new Map<string, readonly WeightTensor[]>();
  let stream = 0;
  for (const [name, specs] of weightSpecs(graph)) {
    const layer = graph.layers.find((candidate) => candidate.name === name)!;
    const tensors = specs.map((spec) => {
      const data = new Float32Array(sizeOf(spec.shape));
      const relu = 'activation' in layer && layer.activation === 'relu';
      const limit = Math.sqrt((relu ? 6 : 3) / sizeOf(spec.shape.slice(0, -1)));
      uniform(data.length, seed, stream++, (u, i) => {
        if (spec.name === 'kernel') data[i] = (2 * u - 1) * limit;
        else if (spec.name === 'gamma') data[i] = 0.8 + 0.4 * u;
        else if (spec.name === 'moving_variance') data[i] = 0.5 + u;
        else data[i] = (2 * u - 1) * 0.1;
      });
      return { name: spec.name, shape: spec.shape, data };
    });
    weights.set(name, tensors);
  }
  return weights;
}

/** The images of tools/reference/models.py: values from −1 to 1. */
export function seededImages(count: number, shape: readonly number[], seed: number) {
  return Array.from({ length: count }, (_, k) => {
    const data = new Float32Array(sizeOf(shape));
    uniform(data.length, seed, k, (u, i) => {
      data[i] = 2 * u - 1;
    });
    return { data, shape };
  });
}

/** The values of a whole batch that `sample` of tools/reference/models.py keeps. */
export function sample(values: ArrayLike<number>, count = 256): Float32Array {
  return Float32Array.from({ length: count }, (_, k) => values[(Math.imul(k, 2654435761) >>> 0) % values.length]!);
}
