import type { FrameKernel } from './frame-kernel.ts';
import { kernels } from './kernels.ts';

/** Some neighboring bins of a spectrum, of which the `count` largest and smallest are summed. */
export interface Band {
  readonly from: number;
  /** One past the last bin. */
  readonly to: number;
  readonly count: number;
}

/**
 * Frames to two matrices in float64: the sums of the largest and of the smallest magnitudes of every band; `undefined` where they
 * are too many to be kept in order one by one, or no WebAssembly.
 */
export function extremesKernel(bands: readonly Band[]): FrameKernel | undefined {
  const most = kernels()?.run.mostSummed() ?? 0;
  if (bands.some(({ count }) => count > most)) return undefined;
  const numbers = Uint32Array.from([bands.length, ...bands.flatMap(({ from, to, count }) => [from, to, count])]);
  return {
    rows: bands.length,
    outputs: 2,
    prepare({ run, memory }) {
      const table = memory.table(`extremes/${numbers.join()}`, () => memory.store(numbers));
      return ({ plan, signal, hop, count, data, outputs }) =>
        run.extremes64(plan, table, signal, hop, count, data, outputs[0]!, outputs[1]!);
    },
  };
}
