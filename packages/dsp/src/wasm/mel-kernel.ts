import type { MelBands } from '../mel/mel-bands.ts';
import { inPrecision } from './fft-tables.ts';
import type { FrameKernel } from './frame-kernel.ts';

/** Frames to mel bands in one pass, for power 1 or 2. */
export function melKernel(bands: MelBands, power: 1 | 2): FrameKernel {
  return {
    rows: bands.nMels,
    outputs: 1,
    prepare({ run, memory }, precision) {
      const table = memory.table(`mel/${bands.key}/${precision}`, () => {
        const first = memory.store(bands.first);
        const offset = memory.store(bands.offset);
        const weights = memory.store(inPrecision(bands.weights, precision));
        return memory.store(Uint32Array.of(bands.nMels, first, offset, weights));
      });
      const mel = precision === 32 ? run.mel32 : run.mel64;
      return ({ plan, signal, hop, count, data, outputs }) =>
        mel(plan, table, signal, hop, count, power, data, outputs[0]!);
    },
  };
}
