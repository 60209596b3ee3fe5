import { kernels } from './kernels.ts';

/** Range of normal float32 numbers. */
const smallest = 1.1754943508222875e-38;
const largest = 3.4028234663852886e38;

/** Decibels of float32 power within 1e-5 dB; `undefined` where single precision cannot hold the options. */
export function runDecibelKernel(
  power: Float32Array,
  settings: { ref: number; amin: number; topDb: number | null },
): Float32Array | undefined {
  const { ref, amin, topDb } = settings;
  const representable = amin >= smallest && amin <= largest && Math.abs(ref) <= largest;
  const loaded = representable ? kernels() : undefined;
  if (!loaded) return undefined;
  const { memory, run } = loaded;
  memory.begin();
  const padded = Math.ceil(power.length / 4) * 4;
  const pointer = memory.allocate(padded * 4);
  const view = memory.view(Float32Array, pointer, padded);
  view.set(power);
  // Zeros count as `amin`, which never is the largest value.
  view.fill(0, power.length);
  run.decibels32(pointer, padded, amin, Math.abs(ref), topDb ?? -1);
  return view.slice(0, power.length);
}
