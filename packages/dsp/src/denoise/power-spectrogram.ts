import { rowMajor } from '../strided-array.ts';
import type { ComplexSpectrogram } from '../types.ts';

/** |X|² of every bin and frame, row-major, float64. */
export interface PowerSpectrogram {
  readonly bins: number;
  readonly frames: number;
  readonly power: Float64Array;
}

/** Powers of a complex spectrogram. */
export function powerSpectrogram({ re, im }: ComplexSpectrogram): PowerSpectrogram {
  const real = rowMajor(re);
  const imaginary = rowMajor(im);
  const power = new Float64Array(real.length);
  for (let i = 0; i < power.length; i++) power[i] = real[i]! * real[i]! + imaginary[i]! * imaginary[i]!;
  return { bins: re.shape[0]!, frames: re.shape[1]!, power };
}

/** Energy of every frame: the sum over its bins. */
export function frameEnergies({ bins, frames, power }: PowerSpectrogram): Float64Array {
  const energies = new Float64Array(frames);
  for (let k = 0, i = 0; k < bins; k++) for (let t = 0; t < frames; t++) energies[t]! += power[i++]!;
  return energies;
}
