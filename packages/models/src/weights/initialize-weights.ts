import { ModelsError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { fillPhilox } from './philox.ts';
import { truncatedNormal } from './truncated-normal.ts';
import type { WeightMap, WeightTensor } from './weight-map.ts';
import { sizeOf, type WeightSpec, weightSpecs } from './weight-specs.ts';

/** How kernels are drawn; both as in Keras 3, `VarianceScaling`. */
export type Initializer = 'heNormal' | 'glorotUniform';

/** Settings of {@link initializeWeights}. */
export interface InitializeWeightsOptions {
  /**
   * Whole number from 0 to 2⁵³ − 1; the same seed gives the same bytes on every engine.
   * @default 0
   */
  readonly seed?: number | undefined;
  /**
   * `heNormal`: normal with variance 2 / fanIn, cut off at two standard deviations, which keeps the scale through ReLU
   * layers. `glorotUniform`: uniform within ±√(6 / (fanIn + fanOut)), Keras' default.
   * @default 'heNormal'
   */
  readonly initializer?: Initializer | undefined;
}

/**
 * Draws random weights for a graph: kernels from the initializer, biases 0, BatchNorm as an identity (gamma and moving
 * variance 1, beta and moving mean 0). Distributions as in Keras 3 `initializers.HeNormal` and `GlorotUniform`; the
 * random numbers are this package's own.
 *
 * @throws ModelsError `invalid-option` for a seed or initializer outside its range.
 */
export function initializeWeights(graph: Graph, options: InitializeWeightsOptions = {}): WeightMap {
  const { seed = 0, initializer = 'heNormal' } = options;
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new ModelsError('invalid-option', `seed must be a whole number from 0 to 2^53 - 1; received ${seed}.`);
  }
  if (initializer !== 'heNormal' && initializer !== 'glorotUniform') {
    throw new ModelsError(
      'invalid-option',
      `initializer must be "heNormal" or "glorotUniform"; received ${JSON.stringify(initializer)}.`,
    );
  }
  const weights = new Map<string, readonly WeightTensor[]>();
  let stream = 0;
  for (const [layer, specs] of weightSpecs(graph)) {
    weights.set(
      layer,
      specs.map((spec) => ({ name: spec.name, shape: spec.shape, data: values(spec, initializer, seed, stream++) })),
    );
  }
  return weights;
}

function values(spec: WeightSpec, initializer: Initializer, seed: number, stream: number): Float32Array {
  const data = new Float32Array(sizeOf(spec.shape));
  if (spec.name === 'kernel') drawKernel(data, spec.shape, initializer, seed, stream);
  else if (spec.name === 'gamma' || spec.name.endsWith('variance')) data.fill(1);
  return data;
}

/** Standard deviation of a standard normal distribution cut off at ±2: dividing by it restores the wanted variance. */
const truncatedDeviation = 0.87962566103423978;

function drawKernel(
  data: Float32Array,
  shape: readonly number[],
  initializer: Initializer,
  seed: number,
  stream: number,
): void {
  const receptive = sizeOf(shape.slice(0, -2));
  const fanIn = receptive * shape[shape.length - 2]!;
  const fanOut = receptive * shape[shape.length - 1]!;
  const deviation = Math.sqrt(2 / fanIn) / truncatedDeviation;
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  // In pieces: the random words of a large kernel need no array of the kernel's own size.
  const words = new Uint32Array(4096);
  for (let start = 0; start < data.length; start += words.length) {
    fillPhilox(words, seed, stream, start);
    const end = Math.min(start + words.length, data.length);
    for (let i = start; i < end; i++) {
      // The middle of one of 2³² equal cells: never 0 or 1.
      const u = (words[i - start]! + 0.5) / 0x1_0000_0000;
      data[i] = initializer === 'heNormal' ? deviation * truncatedNormal(u) : limit * (2 * u - 1);
    }
  }
}
