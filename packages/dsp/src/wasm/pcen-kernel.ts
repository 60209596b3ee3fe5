import { kernels } from './kernels.ts';

/** Values at a time, as many as stay in a processor's second cache. */
const chunkValues = 32_768;

/** The rounding of float32 is multiplied by the gain: up to here, 1e-6 is kept. */
const mostGain = 4;

/** The numbers of `pcen`, checked. */
export interface PcenSettings {
  /** Coefficient of the averaging filter. */
  readonly b: number;
  readonly eps: number;
  readonly gain: number;
  /** What the weighted values are divided by. */
  readonly bias: number;
  /** What the grown root is multiplied by; 0 leaves the weighted values as they are. */
  readonly scale: number;
}

/**
 * Weighted values of row-major bands `[values.length / columns, columns]`, some bands at a time, to `take`.
 *
 * @param reference What is averaged, of the same shape.
 * @param most The largest value of both.
 * @returns Whether a kernel could do it: what nears the ends of float32's range, or needs more digits, is left to the plain path.
 */
export function runPcenKernel(
  values: Float32Array,
  reference: Float32Array,
  columns: number,
  most: number,
  { b, eps, gain, bias, scale }: PcenSettings,
  take: (weighted: Float32Array, from: number) => void,
): boolean {
  const highest = Math.max(1, most);
  // Octaves that a weight reaches, and with it the largest value.
  const reach = gain * Math.max(Math.abs(Math.log2(eps)), Math.log2(eps + highest));
  const isSafe = gain <= mostGain && eps > 1e-30 && eps < 1e30 && bias > 1e-30 && bias < 1e30 && scale < 1e15;
  const loaded = isSafe && reach + Math.log2(highest / Math.min(1, bias)) < 120 ? kernels() : undefined;
  if (!loaded) return false;
  const { memory, run } = loaded;
  const fours = Math.min(Math.ceil(values.length / columns / 4), Math.max(1, Math.floor(chunkValues / columns / 4)));
  const size = 4 * fours * columns;
  memory.begin();
  const target = memory.allocate(size * 4);
  const source = reference === values ? target : memory.allocate(size * 4);
  const view = memory.view(Float32Array, target, size);
  const averaged = memory.view(Float32Array, source, size);
  for (let from = 0; from < values.length; from += size) {
    const held = Math.min(size, values.length - from);
    if (source !== target) averaged.fill(0, held).set(reference.subarray(from, from + held));
    view.fill(0, held).set(values.subarray(from, from + held));
    run.pcen32(target, source, 4 * fours, columns, b, eps, gain, bias, scale);
    take(view.subarray(0, held), from);
  }
  return true;
}
