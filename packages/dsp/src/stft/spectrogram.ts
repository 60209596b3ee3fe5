import { checkCall, type OptionNames } from '../check-call.ts';
import { realFft } from '../fft/real-fft.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { requirePositive } from '../validate.ts';
import { runFrameKernel } from '../wasm/frame-kernel.ts';
import { spectrogramKernel } from '../wasm/stft-kernel.ts';
import { type Frames, framesOf } from './frames.ts';
import { stftNames } from './option-names.ts';
import type { StftOptions } from './options.ts';

/** Hop of every feature of librosa, whatever the window. */
export const featureHop = 512;

/** Options of {@link spectrogram}. */
export interface SpectrogramOptions extends StftOptions {
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default 512
   */
  hopLength?: number | undefined;
  /**
   * Exponent of the magnitude: 1 for magnitudes, 2 for power; > 0.
   * @default 1
   */
  power?: number | undefined;
}

/** |X|^power of one signal's frames, computed one at a time into a buffer that is used again. */
export function spectraOf(frames: Frames, power: number): (t: number) => Float64Array {
  const { nFft, bins } = frames;
  const fft = realFft(nFft);
  const frame = new Float64Array(nFft);
  const re = new Float64Array(bins);
  const im = new Float64Array(bins);
  return (t) => {
    frames.read(t, frame);
    fft.forward(frame, re, im);
    for (let k = 0; k < bins; k++) re[k] = re[k]! * re[k]! + im[k]! * im[k]!;
    if (power === 1) for (let k = 0; k < bins; k++) re[k] = Math.sqrt(re[k]!);
    else if (power !== 2) for (let k = 0; k < bins; k++) re[k] = re[k]! ** (power / 2);
    return re;
  };
}

const names: OptionNames<SpectrogramOptions> = { ...stftNames, power: true };

/**
 * Magnitudes of the short-time Fourier transform raised to `power`, shape `[1 + floor(nFft / 2), frames]`.
 *
 * Every spectral feature takes this matrix in place of samples, so that several features share one transform.
 *
 * Source: `numpy.abs(librosa.stft(y)) ** power`, librosa 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function spectrogram<T extends Signal>(samples: T, options: SpectrogramOptions = {}): Matrix<OwnedSignal<T>> {
  checkCall('spectrogram', 'signal', samples, options, names);
  return spectrogramOf(samples, options);
}

/** The same for options that were checked, and may be those of a feature. */
export function spectrogramOf<T extends Signal>(samples: T, options: SpectrogramOptions): Matrix<OwnedSignal<T>> {
  const power = requirePositive('power', options.power ?? 1);
  const frames = framesOf(samples, options, featureHop);
  const { bins, count } = frames;
  const fast = power === 1 || power === 2 ? runFrameKernel(samples, frames, spectrogramKernel(bins, power)) : undefined;
  if (fast) return asMatrix(fast[0]!, bins, count);

  const spectrumAt = spectraOf(frames, power);
  const values = likeSignal(samples, bins * count);
  for (let t = 0; t < count; t++) {
    const spectrum = spectrumAt(t);
    for (let k = 0, place = t; k < bins; k++, place += count) values[place] = spectrum[k]!;
  }
  return asMatrix(values, bins, count);
}
