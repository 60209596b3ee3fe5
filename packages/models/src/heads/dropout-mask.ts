import { createRandom } from '../random.ts';

/** One mask of dropout, decided by its seed and its step: 0 for a share `rate` of the values, else `1 / (1 - rate)`. */
export function dropoutMask(size: number, rate: number, seed: number, step: number): Float32Array {
  const random = createRandom(seed, step);
  const mask = new Float32Array(size);
  const kept = 1 / (1 - rate);
  for (let i = 0; i < size; i++) if (random() >= rate) mask[i] = kept;
  return mask;
}
