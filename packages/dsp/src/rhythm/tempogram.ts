import type { OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { realFft } from '../fft/real-fft.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { normalize } from '../normalize.ts';
import {
  checkOnsetCall,
  type OnsetEnvelope,
  type OnsetFrameOptions,
  onsetEnvelopeOf,
  onsetFrames,
} from '../onset/onset-envelope.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { paddedValue } from '../stft/pad.ts';
import { spectrogramOf } from '../stft/spectrogram.ts';
import type { WindowSpec } from '../stft/window.ts';
import { requireInteger, requireRoom } from '../validate.ts';

/** Options of {@link tempogram}. */
export interface TempogramOptions extends OnsetFrameOptions {
  /**
   * Frames over which the strength is compared with itself, and number of lags that come out; an integer ≥ 1.
   * @default 384
   */
  winLength?: number | undefined;
  /**
   * Whether the window is centered on its frame or begins there.
   * @default true
   */
  center?: boolean | undefined;
  /**
   * Window over the strength.
   * @default 'hann'
   */
  window?: WindowSpec | undefined;
  /**
   * Norm that every frame is scaled to: see {@link normalize}; `null` for none.
   * @default Infinity
   */
  norm?: number | null | undefined;
}

const names: OptionNames<TempogramOptions> = {
  sampleRate: true,
  hopLength: true,
  winLength: true,
  center: true,
  window: true,
  norm: true,
};

/**
 * Autocorrelation of the onset strength around each frame, shape `[winLength, frames]`: row `l` is the lag of `l` frames.
 *
 * Takes samples, or in their place `{ onsetEnvelope }`, the strength of each frame.
 *
 * Source: `librosa.feature.tempogram` 0.11; Grosche, Müller and Kurth, "Cyclic tempogram" (2010).
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function tempogram<T extends Signal>(
  input: T | OnsetEnvelope<T>,
  options: TempogramOptions = {},
): Matrix<OwnedSignal<T>> {
  checkOnsetCall('tempogram', input, options, names);
  const envelope = onsetEnvelopeOf(input, onsetFrames(options));
  const winLength = requireInteger('winLength', options.winLength ?? 384);
  const { center = true, norm = Number.POSITIVE_INFINITY, window = 'hann' } = options;
  const width = center ? Math.floor(winLength / 2) : 0;
  const frames = Math.min(envelope.length + 2 * width - winLength + 1, center ? envelope.length : Number.MAX_VALUE);
  if (frames < 1) {
    throw new DspError(
      'invalid-signal',
      `A tempogram needs at least ${Math.max(1, winLength - 2 * width)} frames. Received ${envelope.length}; lower winLength or hopLength.`,
    );
  }
  requireRoom('The tempogram', winLength * frames);
  let size = 1;
  while (size < 2 * winLength - 1) size *= 2;
  // The transform centers a short window, so that the frame begins that much earlier; its power is the same.
  const before = Math.floor((size - winLength) / 2);
  const padded = likeSignal(envelope, size + frames - 1);
  for (let i = 0; i < frames - 1 + winLength; i++) {
    padded[before + i] = paddedValue(envelope, i - width, 'linear_ramp', width);
  }
  const power = spectrogramOf(padded, { nFft: size, hopLength: 1, winLength, window, center: false, power: 2 }).data;
  const fft = realFft(size);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  const correlation = new Float64Array(size);
  const out = likeSignal(envelope, winLength * frames);
  for (let t = 0; t < frames; t++) {
    for (let k = 0; k < re.length; k++) re[k] = power[k * frames + t]!;
    fft.inverse(re, im, correlation);
    for (let lag = 0; lag < winLength; lag++) out[lag * frames + t] = correlation[lag]!;
  }
  return normalize(asMatrix(out, winLength, frames), { norm });
}
