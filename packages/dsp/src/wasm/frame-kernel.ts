import { isFloat32, type OwnedFloat64, type OwnedSignal, type Signal } from '../signal.ts';
import type { Frames } from '../stft/frames.ts';
import { isKernelSize, lanesOf, type Precision, planTable } from './fft-tables.ts';
import { type Kernels, kernels } from './kernels.ts';

/** Frames in memory at a time: bounds the memory that a long recording takes. */
const chunkFrames = 512;

/** One call of a kernel: pointers to the plan, the signal of the chunk, work space, and one output after another. */
export interface FrameCall {
  readonly plan: number;
  readonly signal: number;
  readonly hop: number;
  readonly count: number;
  readonly data: number;
  readonly outputs: readonly number[];
}

/** A kernel that turns frames into `outputs` matrices of `rows` rows each. */
export interface FrameKernel {
  readonly rows: number;
  readonly outputs: number;
  /** Names further tables and returns the call. */
  prepare(kernels: Kernels, precision: Precision): (call: FrameCall) => void;
}

/**
 * Runs a kernel over all frames of a signal; the results are row-major `[rows, frames.count]`, in the precision of
 * `samples`. `undefined` where there is no kernel for this length of transform, or no WebAssembly.
 */
export function runFrameKernel<T extends Signal>(
  samples: T,
  frames: Frames,
  kernel: FrameKernel,
): OwnedSignal<T>[] | undefined {
  return runIn(isFloat32(samples) ? 32 : 64, frames, kernel) as OwnedSignal<T>[] | undefined;
}

/** The same in float64, whatever the precision of the samples. */
export function runFrameKernel64(frames: Frames, kernel: FrameKernel): OwnedFloat64[] | undefined {
  return runIn(64, frames, kernel) as OwnedFloat64[] | undefined;
}

function runIn(precision: Precision, frames: Frames, kernel: FrameKernel): Signal[] | undefined {
  const { nFft, hopLength, count, start } = frames;
  const loaded = isKernelSize(nFft) ? kernels() : undefined;
  if (!loaded) return undefined;
  const { memory } = loaded;
  const type = precision === 32 ? Float32Array : Float64Array;
  const bytes = precision / 8;
  const lanes = lanesOf(precision);

  memory.begin();
  const run = kernel.prepare(loaded, precision);
  const plan = planTable(loaded, frames, precision);
  const size = Math.max(lanes, Math.min(count, chunkFrames));
  const length = (size - 1) * hopLength + nFft;
  const signal = memory.allocate(length * bytes);
  const data = memory.allocate((frames.bins + 1) * 32);
  const outputs = Array.from({ length: kernel.outputs }, () => memory.allocate(kernel.rows * size * bytes));
  const signalView = memory.view<Signal>(type, signal, length);
  const views = outputs.map((pointer) => memory.view<Signal>(type, pointer, kernel.rows * size));

  const results = outputs.map((): Signal => new type(kernel.rows * count));
  for (let next = 0; next < count; next += size) {
    // The last chunk reaches back rather than past the end, so that every chunk has the same size.
    const first = Math.max(0, Math.min(next, count - size));
    frames.copy(start + first * hopLength, signalView);
    run({ plan, signal, hop: hopLength, count: size, data, outputs });
    views.forEach((view, i) => {
      if (size === count) results[i]!.set(view);
      else copyColumns(view, size, results[i]!, count, first, Math.min(size, count));
    });
  }
  return results;
}

/** Copies the first `columns` columns of `source` to the columns of `target` from `first` on. */
function copyColumns(
  source: Signal,
  sourceColumns: number,
  target: Signal,
  targetColumns: number,
  first: number,
  columns: number,
): void {
  for (let from = 0, to = first; from < source.length; from += sourceColumns, to += targetColumns) {
    target.set(source.subarray(from, from + columns), to);
  }
}
