import type { MelBands } from '../mel/mel-bands.ts';
import { isFloat32, likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { inPrecision, lanesOf, type Precision } from './fft-tables.ts';
import type { FrameKernel } from './frame-kernel.ts';
import { type Kernels, kernels } from './kernels.ts';

/** Largest spectrogram that is copied into the kernels' memory, in bytes. */
const matrixLimit = 64 * 1024 * 1024;

/** Pointer to the `Bands` of assembly/mel.ts. */
function bandsTable({ memory }: Kernels, bands: MelBands, precision: Precision): number {
  return memory.table(`mel/${bands.key}/${precision}`, () => {
    const first = memory.store(bands.first);
    const offset = memory.store(bands.offset);
    const weights = memory.store(inPrecision(bands.weights, precision));
    return memory.store(Uint32Array.of(bands.nMels, first, offset, weights));
  });
}

/** Frames to mel bands in one pass, for power 1 or 2. */
export function melKernel(bands: MelBands, power: 1 | 2): FrameKernel {
  return {
    rows: bands.nMels,
    outputs: 1,
    prepare(loaded, precision) {
      const table = bandsTable(loaded, bands, precision);
      const mel = precision === 32 ? loaded.run.mel32 : loaded.run.mel64;
      return ({ plan, signal, hop, count, data, outputs }) =>
        mel(plan, table, signal, hop, count, power, data, outputs[0]!);
    },
  };
}

/** Mel bands of a row-major spectrogram, with the sums of {@link melKernel}; `undefined` where no kernel can do it. */
export function runMelOfKernel<T extends Signal>(
  spectrogram: T,
  frames: number,
  bands: MelBands,
): OwnedSignal<T> | undefined {
  const precision: Precision = isFloat32(spectrogram) ? 32 : 64;
  const loaded = spectrogram.byteLength <= matrixLimit && frames >= lanesOf(precision) ? kernels() : undefined;
  if (!loaded) return undefined;
  const { memory, run } = loaded;
  memory.begin();
  const table = bandsTable(loaded, bands, precision);
  const source = memory.store(spectrogram);
  const out = memory.allocate((bands.nMels * frames * precision) / 8);
  (precision === 32 ? run.melOf32 : run.melOf64)(table, source, frames, out);
  const mel = likeSignal(spectrogram, bands.nMels * frames);
  mel.set(memory.view<Signal>(precision === 32 ? Float32Array : Float64Array, out, mel.length));
  return mel;
}
