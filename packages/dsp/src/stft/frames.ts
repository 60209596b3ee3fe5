import { DspError } from '../errors.ts';
import { requireFinite, type Signal } from '../signal.ts';
import { requireRoom } from '../validate.ts';
import { type FrameSettings, frameSettings, type StftOptions } from './options.ts';
import { paddedValue, requirePadMode } from './pad.ts';

/** The windowed frames of one signal, read one after another into the caller's buffer. */
export interface Frames extends FrameSettings {
  /** Number of frames. */
  readonly count: number;
  /** Sample of the signal at which frame 0 begins: −floor(nFft / 2) if centered, else 0. */
  readonly start: number;
  /** Writes windowed frame `t` into `frame`, which has `nFft` places. */
  read(t: number, frame: Float64Array): void;
  /** Fills `target` with the continued signal, without a window, from sample `first` on. */
  copy(first: number, target: Signal): void;
}

/**
 * Cuts a signal into frames as `librosa.stft` 0.11 does: `1 + floor((length + padding − nFft) / hopLength)` of them.
 *
 * @throws DspError `non-finite`; `invalid-signal` where the signal is shorter than one frame and not centered.
 */
export function framesOf(samples: Signal, options: StftOptions, defaultHop?: number): Frames {
  requireFinite(samples);
  const settings = frameSettings(options, defaultHop);
  const { nFft, center, window } = settings;
  const length = samples.length;
  const width = center ? Math.floor(nFft / 2) : 0;
  const mode = center ? requirePadMode(options.padMode ?? 'constant', length) : 'constant';
  const room = length + 2 * width - nFft;
  if (room < 0) {
    throw new DspError(
      'invalid-signal',
      `The signal must have at least ${nFft - 2 * width} samples for nFft = ${nFft}${center ? '' : ' without centering'}. ` +
        `Received ${length}; pad the signal, choose a smaller nFft, or leave center on.`,
    );
  }
  // A hop beyond the end leaves one frame, however far it reaches.
  const hopLength = Math.min(settings.hopLength, room + 1);
  const count = 1 + Math.floor(room / hopLength);
  requireRoom('The spectrogram', count * settings.bins);
  const read = (t: number, frame: Float64Array): void => {
    const first = t * hopLength - width;
    if (first >= 0 && first + nFft <= length) {
      for (let n = 0; n < nFft; n++) frame[n] = window[n]! * samples[first + n]!;
    } else {
      for (let n = 0; n < nFft; n++) frame[n] = window[n]! * paddedValue(samples, first + n, mode, width);
    }
  };
  const copy = (first: number, target: Signal): void => {
    const head = Math.min(Math.max(0, -first), target.length);
    const tail = Math.max(head, Math.min(target.length, length - first));
    for (let n = 0; n < head; n++) target[n] = paddedValue(samples, first + n, mode, width);
    target.set(samples.subarray(first + head, first + tail), head);
    for (let n = tail; n < target.length; n++) target[n] = paddedValue(samples, first + n, mode, width);
  };
  return { ...settings, hopLength, count, start: -width, read, copy };
}
