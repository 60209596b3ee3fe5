import type { FrameCorrelation, FrameShape } from '../pitch/block-correlation.ts';
import { hopTransform } from '../pitch/transformed-blocks.ts';
import type { Signal } from '../signal.ts';
import { isKernelSize, planTable } from './fft-tables.ts';
import { kernels } from './kernels.ts';

/** Frames at a time in each of the two lanes: bounds the memory, and the hops that are transformed for two turns. */
const mostFrames = 128;

/**
 * What `transformedBlocks` gives, computed for many frames at a time; `undefined` where there is no kernel for this length of
 * transform, or no WebAssembly.
 */
export function correlationKernel(
  padded: Signal,
  { frameLength, hopLength, lags }: FrameShape,
): FrameCorrelation | undefined {
  const { size, turns } = hopTransform(hopLength);
  const loaded = isKernelSize(size) ? kernels() : undefined;
  if (!loaded) return undefined;
  const { memory, run } = loaded;
  const blocks = frameLength / hopLength;
  const all = Math.floor((padded.length - frameLength) / hopLength) + 1;
  const pairs = Math.ceil(all / 2);
  const frames = Math.ceil(pairs / Math.ceil(pairs / mostFrames));
  const row = lags + (lags % 2);
  const window = new Float64Array(size).fill(1, 0, hopLength);
  const computed = new Float64Array(2 * frames * row);
  let first = -1;
  const compute = (from: number): void => {
    memory.begin();
    const plan = planTable(loaded, { nFft: size, window, windowKey: `hop/${hopLength}/${size}` }, 64);
    const turn = memory.table(`turns/${hopLength}/${size}`, () => memory.store(turns));
    const length = (2 * frames + blocks - 2) * hopLength + size;
    const signal = memory.allocate(length * 8);
    const work = memory.allocate((blocks + 3) * (size / 2 + 1) * 32);
    const out = memory.allocate(computed.byteLength);
    const view = memory.view(Float64Array, signal, length).fill(0);
    const start = from * hopLength;
    view.set(padded.subarray(start, start + length));
    run.correlate64(plan, turn, signal, hopLength, frames * hopLength, frames, blocks, row, work, out);
    computed.set(memory.view(Float64Array, out, computed.length));
    first = from;
  };
  return (t, _, target) => {
    if (first < 0 || t < first || t >= first + 2 * frames) compute(t - (t % (2 * frames)));
    const at = (t - first) * row;
    target.set(computed.subarray(at, at + lags));
  };
}
