import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { Matrix } from '../matrix.ts';
import type { Signal } from '../signal.ts';
import { requireInteger } from '../validate.ts';

/** Options of {@link frame}. */
export interface FrameSignalOptions {
  /** Samples in a frame, an integer ≥ 1 and at most the length of the signal. */
  frameLength: number;
  /** Samples from one frame to the next, an integer ≥ 1. */
  hopLength: number;
}

const optionNames: OptionNames<FrameSignalOptions> = { frameLength: true, hopLength: true };

/**
 * A signal cut into frames, shape `[frameLength, frames]`: frame t begins at sample `t · hopLength`, and what is left at the
 * end is left out.
 *
 * The matrix is a view of the signal with overlapping columns, not a copy: what is written into one shows in the other.
 *
 * Source: `librosa.util.frame` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal` (shorter than one frame).
 */
export function frame<T extends Signal>(samples: T, options: FrameSignalOptions): Matrix<T> {
  checkCall('frame', 'signal', samples, options, optionNames);
  const frameLength = requireInteger('frameLength', options.frameLength);
  const hopLength = requireInteger('hopLength', options.hopLength);
  if (samples.length < frameLength) {
    throw new DspError(
      'invalid-signal',
      `The signal must have at least frameLength = ${frameLength} samples. Received ${samples.length}.`,
    );
  }
  const frames = 1 + Math.floor((samples.length - frameLength) / hopLength);
  return new Matrix(samples, [frameLength, frames], { stride: [1, hopLength] });
}
