import { kernels } from './kernels.ts';

/** Deviates at a time, so that memory does not grow with the signal; an even number, since they come in pairs. */
const CHUNK = 16_384;

/**
 * Hands the standard normal deviates of a seed to `take`, some at a time; the same numbers as
 * `createNormal(createRandom(seed))`.
 *
 * @returns Whether a kernel could make them.
 */
export function runNormalKernel(
  seed: number,
  count: number,
  take: (deviates: Float64Array, from: number) => void,
): boolean {
  const loaded = kernels();
  if (!loaded) return false;
  const { memory, run } = loaded;
  memory.begin();
  const state = memory.allocate(run.stateBytes());
  const pointer = memory.allocate((CHUNK + 2) * 8);
  run.seedNormals(state, seed);
  for (let from = 0; from < count; from += CHUNK) {
    const length = Math.min(CHUNK, count - from);
    run.normals(state, Math.ceil(length / 2), pointer);
    take(memory.view(Float64Array, pointer, length), from);
  }
  return true;
}
