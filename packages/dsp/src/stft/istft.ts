import { checkComplex, checkOptions, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { realFft } from '../fft/real-fft.ts';
import { isFloat32, likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { rowMajor, shapeOf } from '../strided-array.ts';
import type { ComplexSpectrogramLike } from '../types.ts';
import { requireInteger } from '../validate.ts';
import { runIstftKernel } from '../wasm/istft-kernel.ts';
import { frameNames } from './option-names.ts';
import { type FrameOptions, frameSettings } from './options.ts';

/** Options of {@link istft}. */
export interface IstftOptions extends FrameOptions {
  /**
   * Length of the transform; must be given where it was odd.
   * @default 2 · (bins − 1)
   */
  nFft?: number | undefined;
  /**
   * Number of samples wanted: the result is cut or continued with zeros.
   * @default all that the frames hold
   */
  length?: number | undefined;
}

/** Smallest normal number: where the summed squared window is not above it, librosa does not divide. */
const tiny = { float32: 1.1754943508222875e-38, float64: 2.2250738585072014e-308 };

const names: OptionNames<IstftOptions> = { ...frameNames, length: true };

/**
 * Inverse of {@link stft} by windowed overlap-add, divided by the sum of the squared windows.
 *
 * Source: `librosa.istft` 0.11; Griffin and Lim, "Signal estimation from modified short-time Fourier transform", IEEE
 * Trans. ASSP 32 (1984).
 *
 * @param spectrogram Real and imaginary part, each `[1 + floor(nFft / 2), frames]`.
 * @throws DspError `invalid-option`, `invalid-signal` (shapes that disagree with each other or with `nFft`), `non-finite`.
 */
export function istft<T extends Signal>(
  spectrogram: ComplexSpectrogramLike<T>,
  options: IstftOptions = {},
): OwnedSignal<T> {
  checkComplex('istft', 'matrix', spectrogram);
  checkOptions('istft', options, names);
  const { rows, columns } = shapeOf('re', spectrogram.re);
  const other = shapeOf('im', spectrogram.im);
  const nFft = options.nFft ?? 2 * (rows - 1);
  const settings = frameSettings({ ...options, nFft });
  const { bins, hopLength, center, window } = settings;
  if (other.rows !== rows || other.columns !== columns || rows !== bins) {
    throw new DspError(
      'invalid-signal',
      `re and im must both have ${bins} rows for nFft = ${nFft} and the same number of columns. ` +
        `Received [${rows}, ${columns}] and [${other.rows}, ${other.columns}].`,
    );
  }
  const re = rowMajor(spectrogram.re);
  const im = rowMajor(spectrogram.im);
  requireFinite(re, 'spectrogram');
  requireFinite(im, 'spectrogram');

  const start = center ? Math.floor(nFft / 2) : 0;
  const length =
    options.length === undefined
      ? Math.max(0, nFft + hopLength * (columns - 1) - 2 * start)
      : requireInteger('length', options.length, 0);
  const count = Math.min(columns, Math.ceil((length + 2 * start) / hopLength));
  const fast = runIstftKernel({ re, im, columns, count, settings, start, length });
  if (fast) return fast;

  const fft = realFft(nFft);
  const frameRe = new Float64Array(bins);
  const frameIm = new Float64Array(bins);
  const frame = new Float64Array(nFft);
  const sum = new Float64Array(length);
  const weight = new Float64Array(length);
  for (let t = 0; t < count; t++) {
    for (let k = 0, place = t; k < bins; k++, place += columns) {
      frameRe[k] = re[place]!;
      frameIm[k] = im[place]!;
    }
    fft.inverse(frameRe, frameIm, frame);
    const first = t * hopLength - start;
    for (let n = Math.max(0, -first); n < nFft && first + n < length; n++) {
      sum[first + n]! += window[n]! * frame[n]!;
      weight[first + n]! += window[n]! * window[n]!;
    }
  }
  const samples = likeSignal(re, length);
  const threshold = isFloat32(re) ? tiny.float32 : tiny.float64;
  for (let n = 0; n < length; n++) samples[n] = weight[n]! > threshold ? sum[n]! / weight[n]! : sum[n]!;
  return samples;
}
