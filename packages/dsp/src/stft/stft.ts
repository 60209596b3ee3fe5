import { checkCall, type OptionNames } from '../check-call.ts';
import { realFft } from '../fft/real-fft.ts';
import { asMatrix } from '../matrix.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import type { ComplexSpectrogram } from '../types.ts';
import { runFrameKernel } from '../wasm/frame-kernel.ts';
import { stftKernel } from '../wasm/stft-kernel.ts';
import { framesOf } from './frames.ts';
import { stftNames } from './option-names.ts';
import type { StftOptions } from './options.ts';

const names: OptionNames<StftOptions> = { ...stftNames };

/**
 * Short-time Fourier transform: bin `k` of frame `t` is Σₙ window[n] · x[t · hopLength − nFft/2 + n] · e^(−2πikn/nFft).
 *
 * The result has shape `[1 + floor(nFft / 2), frames]`, unscaled, where `frames` is `1 + floor(samples.length / hopLength)`
 * for an even `nFft` and a centered analysis; the precision is that of `samples`.
 *
 * Source: `librosa.stft` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal` (shorter than a frame and not centered), `non-finite`.
 */
export function stft<T extends Signal>(samples: T, options: StftOptions = {}): ComplexSpectrogram<OwnedSignal<T>> {
  checkCall('stft', 'signal', samples, options, names);
  const frames = framesOf(samples, options);
  const { nFft, bins, count } = frames;
  const fast = runFrameKernel(samples, frames, stftKernel(bins));
  if (fast) return { re: asMatrix(fast[0]!, bins, count), im: asMatrix(fast[1]!, bins, count) };

  const fft = realFft(nFft);
  const frame = new Float64Array(nFft);
  const frameRe = new Float64Array(bins);
  const frameIm = new Float64Array(bins);
  const re = likeSignal(samples, bins * count);
  const im = likeSignal(samples, bins * count);
  for (let t = 0; t < count; t++) {
    frames.read(t, frame);
    fft.forward(frame, frameRe, frameIm);
    for (let k = 0, place = t; k < bins; k++, place += count) {
      re[place] = frameRe[k]!;
      im[place] = frameIm[k]!;
    }
  }
  return { re: asMatrix(re, bins, count), im: asMatrix(im, bins, count) };
}
