import { createRandom } from '../src/random.ts';

/** Noise with one value raised by its class: easy to learn, the same for the same seed. */
export function separableSamples(options: { count: number; dim: number; classes: number; seed: number }): {
  x: Float32Array;
  y: Int32Array;
} {
  const { count, dim, classes, seed } = options;
  const random = createRandom(seed);
  const x = Float32Array.from({ length: count * dim }, () => random() - 0.5);
  const y = Int32Array.from({ length: count }, () => Math.floor(random() * classes));
  y.forEach((label, row) => {
    x[row * dim + label]! += 1;
  });
  return { x, y };
}
