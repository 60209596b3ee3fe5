import { bitReversal, twiddles } from '../fft/power-of-two.ts';
import { portableSinCos } from '../portable/trigonometry.ts';
import type { FrameSettings } from '../stft/options.ts';
import type { Kernels } from './kernels.ts';

/** Precision of a kernel. */
export type Precision = 32 | 64;

/** Lengths of transform that the kernels know. */
export function isKernelSize(nFft: number): boolean {
  return nFft >= 8 && nFft <= 65536 && Number.isInteger(Math.log2(nFft));
}

/** Frames that a kernel works on at once. */
export const lanesOf = (precision: Precision): number => (precision === 32 ? 4 : 2);

/** `values` in the precision of a kernel. */
export function inPrecision(values: Float64Array, precision: Precision): Float32Array | Float64Array {
  return precision === 32 ? Float32Array.from(values) : values;
}

/** Pointer to the `Plan` of assembly/frames.ts for a transform length and window; kept if the window has a name. */
export function planTable(
  { memory }: Kernels,
  settings: Pick<FrameSettings, 'nFft' | 'window' | 'windowKey'>,
  precision: Precision,
): number {
  const { nFft, window, windowKey } = settings;
  const half = nFft / 2;
  const reversed = memory.table(`reversed/${half}`, () => memory.store(bitReversal(half)));
  const stages = memory.table(`twiddles/${half}/${precision}`, () =>
    memory.store(inPrecision(twiddles(half), precision)),
  );
  const untangle = memory.table(`untangle/${nFft}/${precision}`, () => {
    const table = new Float64Array(half + 2);
    for (let k = 0; 2 * k < table.length; k++) {
      const { sin, cos } = portableSinCos(k / nFft);
      table[2 * k] = cos;
      table[2 * k + 1] = -sin;
    }
    return memory.store(inPrecision(table, precision));
  });
  const write = (): number => {
    const analysis = memory.store(
      inPrecision(
        window.map((value) => value / 2),
        precision,
      ),
    );
    const synthesis = memory.store(
      inPrecision(
        window.map((value) => value / nFft),
        precision,
      ),
    );
    const square = memory.store(
      inPrecision(
        window.map((value) => value * value),
        precision,
      ),
    );
    return memory.store(Uint32Array.of(half, reversed, stages, untangle, analysis, synthesis, square));
  };
  return windowKey === undefined ? write() : memory.table(`plan/${windowKey}/${precision}`, write);
}
