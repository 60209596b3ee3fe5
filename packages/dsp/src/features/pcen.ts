import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { isFloat32, likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import { requireInteger, requirePositive, requireRange } from '../validate.ts';
import { runPcenKernel } from '../wasm/pcen-kernel.ts';
import { maximumFilter } from './maximum-filter.ts';

// In a vm, as under Jest, a global is found slowly: decision 0139.
const exp = Math.exp;
const expm1 = Math.expm1;
const log = Math.log;
const log1p = Math.log1p;
const sqrt = Math.sqrt;

/** Options of {@link pcen}. */
export interface PcenOptions {
  /**
   * Samples per second of the signal behind the spectrogram.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default 512
   */
  hopLength?: number | undefined;
  /**
   * How much of the loudness that lasts is taken away, ≥ 0.
   * @default 0.98
   */
  gain?: number | undefined;
  /**
   * Bias of the compression, ≥ 0.
   * @default 2
   */
  bias?: number | undefined;
  /**
   * Exponent of the compression, ≥ 0; 0 takes the logarithm.
   * @default 0.5
   */
  power?: number | undefined;
  /**
   * Seconds over which loudness is averaged, above 0.
   * @default 0.4
   */
  timeConstant?: number | undefined;
  /**
   * Smallest loudness, above 0.
   * @default 1e-6
   */
  eps?: number | undefined;
  /**
   * Coefficient of the averaging filter, in [0, 1], in place of the one that `timeConstant` gives.
   * @default (√(1 + 4t²) − 1) / 2t² with t frames a time constant
   */
  b?: number | undefined;
  /**
   * Bands whose largest value stands for the loudness of the one in the middle, an integer ≥ 1.
   * @default 1
   */
  maxSize?: number | undefined;
}

const optionNames: OptionNames<PcenOptions> = {
  sampleRate: true,
  hopLength: true,
  gain: true,
  bias: true,
  power: true,
  timeConstant: true,
  eps: true,
  b: true,
  maxSize: true,
};

/**
 * Per-channel energy normalization of a spectrogram: gain control and compression of each band, in place of decibels.
 *
 * Source: `librosa.pcen` 0.11; Wang et al., "Trainable frontend for robust and far-field keyword spotting", ICASSP 2017.
 *
 * @param spectrogram `[bands, frames]`, not negative; librosa scales samples in [-1, 1] by 2³¹ first.
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function pcen<T extends Signal>(
  spectrogram: StridedArray<T>,
  options: PcenOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('pcen', 'matrix', spectrogram, options, optionNames);
  const atLeastZero = (name: string, value: number) => requireRange(name, value, 0, Number.MAX_VALUE);
  const power = atLeastZero('power', options.power ?? 0.5);
  const gain = atLeastZero('gain', options.gain ?? 0.98);
  const bias = atLeastZero('bias', options.bias ?? 2);
  const eps = requirePositive('eps', options.eps ?? 1e-6);
  const sampleRate = requirePositive('sampleRate', options.sampleRate ?? 22050);
  const timeConstant = requirePositive('timeConstant', options.timeConstant ?? 0.4);
  const t = (timeConstant * sampleRate) / requireInteger('hopLength', options.hopLength ?? 512);
  const b = requireRange('b', options.b ?? (sqrt(1 + 4 * t * t) - 1) / (2 * t * t), 0, 1);
  const maxSize = requireInteger('maxSize', options.maxSize ?? 1);
  const { rows, columns } = shapeOf('spectrogram', spectrogram);
  const values = rowMajor(spectrogram);
  requireFinite(values, 'spectrogram');
  let least = 0;
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least < 0) {
    throw new DspError('invalid-signal', 'pcen needs a spectrogram that is not negative; give power, not decibels.');
  }
  const reference = maxSize === 1 ? values : maximumFilter(values, rows, columns, maxSize);
  const out = likeSignal(values, values.length);
  if (out.length === 0) return asMatrix(out, rows, columns);
  const scale = bias ** power;
  // (1 + x) to the power, less 1, without losing what is small; of the default, the root, by its quotient.
  const grow =
    power === 0.5
      ? (x: number) => (x > 1 ? sqrt(1 + x) - 1 : x / (sqrt(1 + x) + 1))
      : (x: number) => expm1(power * log1p(x));
  const take = (weighted: Float32Array, from: number): void => {
    if (power === 0.5) out.set(weighted, from);
    else if (power === 0) for (let i = 0; i < weighted.length; i++) out[from + i] = log1p(weighted[i]!);
    else for (let i = 0; i < weighted.length; i++) out[from + i] = scale * grow(weighted[i]!);
  };
  const settings = { b, eps, gain, bias: power === 0 ? 1 : bias, scale: power === 0.5 ? scale : 0 };
  if (bias > 0 && isFloat32(values) && isFloat32(reference)) {
    if (runPcenKernel(values, reference, columns, most, settings, take)) return asMatrix(out, rows, columns);
  }
  for (let band = 0, place = 0; band < rows; band++) {
    // The filter starts as after silence for a value of 1, as lfilter_zi has it.
    let state = 1 - b;
    for (let frame = 0; frame < columns; frame++, place++) {
      const smooth = b * reference[place]! + state;
      state = (1 - b) * smooth;
      const weight = exp(-gain * log(eps + smooth));
      const value = values[place]!;
      if (power === 0) out[place] = log1p(value * weight);
      else if (bias === 0) out[place] = exp(power * (log(value) + log(weight)));
      else out[place] = scale * grow((value * weight) / bias);
    }
  }
  return asMatrix(out, rows, columns);
}
