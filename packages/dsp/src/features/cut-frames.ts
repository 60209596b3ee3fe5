import { DspError } from '../errors.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import type { PadMode } from '../stft/options.ts';
import { paddedValue, requirePadMode } from '../stft/pad.ts';
import { requireInteger } from '../validate.ts';

/** Frames of a signal as views of one padded copy. */
export interface CutFrames<T extends Signal> {
  readonly count: number;
  /** The signal between its padding. */
  readonly padded: T;
  readonly hopLength: number;
  /** Samples of frame `t`. */
  at(t: number): T;
}

/** Where the frames of a signal lie. */
export interface FrameLayout {
  readonly count: number;
  readonly hopLength: number;
  /** Samples that are put before the signal and behind it. */
  readonly width: number;
  readonly mode: PadMode;
}

/**
 * Lays out the frames of a signal as `numpy.pad` and `librosa.util.frame` do.
 *
 * @throws DspError `invalid-option`; `invalid-signal` where not even one frame fits.
 */
export function layOutFrames(
  samples: Signal,
  frameLength: number,
  options: { hopLength?: number; center?: boolean },
  padMode: PadMode,
): FrameLayout {
  const width = (options.center ?? true) ? Math.floor(frameLength / 2) : 0;
  const mode = width > 0 ? requirePadMode(padMode, samples.length) : padMode;
  const room = samples.length + 2 * width - frameLength;
  if (room < 0) {
    throw new DspError(
      'invalid-signal',
      `The signal must have at least ${frameLength - 2 * width} samples for frames of ${frameLength}. Received ${samples.length}.`,
    );
  }
  // A hop beyond the end leaves one frame, however far it reaches.
  const hopLength = Math.min(requireInteger('hopLength', options.hopLength ?? 512), room + 1);
  return { count: 1 + Math.floor(room / hopLength), hopLength, width, mode };
}

/**
 * Cuts a signal into frames without windowing them.
 *
 * @throws DspError as {@link layOutFrames}.
 */
export function cutFrames<T extends Signal>(
  samples: T,
  frameLength: number,
  options: { hopLength?: number; center?: boolean },
  padMode: PadMode,
): CutFrames<OwnedSignal<T>> {
  const { count, hopLength, width, mode } = layOutFrames(samples, frameLength, options, padMode);
  const padded = likeSignal(samples, samples.length + 2 * width);
  padded.set(samples, width);
  for (let i = 0; i < width; i++) {
    padded[i] = paddedValue(samples, i - width, mode, width);
    padded[width + samples.length + i] = paddedValue(samples, samples.length + i, mode, width);
  }
  return {
    count,
    padded,
    hopLength,
    at: (t) => padded.subarray(t * hopLength, t * hopLength + frameLength) as OwnedSignal<T>,
  };
}
