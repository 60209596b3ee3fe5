import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { isFloat32, likeSignal, type Signal } from '../signal.ts';
import { requireInteger } from '../validate.ts';

/** Options that {@link createStream} reads itself; the feature gets them all. */
export interface StreamOptions {
  /**
   * Length of the transform in samples, an integer ≥ 1.
   * @default 2048
   */
  nFft?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default 512
   */
  hopLength?: number | undefined;
  /**
   * Whether frames are centered on their samples: zeros stand before the first chunk and behind the last.
   * @default true
   */
  center?: boolean | undefined;
  /** Zeros are what a stream continues a signal with. @default 'constant' */
  padMode?: 'constant' | undefined;
}

/** A feature whose frames depend on their own samples only, such as {@link melSpectrogram} or {@link spectrogram}. */
export type FrameFeature<T extends Signal, O> = (samples: T, options: O) => Matrix<T>;

/** A feature of a signal that comes in chunks. */
export interface FeatureStream<T extends Signal> {
  /** Takes the next samples, any number of them, and gives the frames that they complete, `[bands, frames]`. */
  push(chunk: T): Matrix<T>;
  /** Ends the signal and gives the frames that were waiting for what comes after it. */
  finish(): Matrix<T>;
}

/**
 * Computes a feature of a signal that comes chunk by chunk; all frames together equal those of the whole signal bit by bit.
 *
 * ```ts
 * const stream = createStream(melSpectrogram, { sampleRate: 16000, nMels: 64, nFft: 512, hopLength: 160 });
 * stream.push(chunk); // [64, frames]
 * ```
 *
 * Takes features whose frames do not look at each other: `spectrogram`, `melSpectrogram`, the spectral features. What looks at
 * a whole recording (decibels below its loudest moment, deltas, MFCC with their limit of 80 dB) is computed from the frames.
 *
 * @throws DspError `invalid-option`; `push` and `finish` throw what the feature throws, and `invalid-signal` after the end.
 */
export function createStream<T extends Signal, O extends object>(
  feature: FrameFeature<T, O>,
  options: O & StreamOptions,
): FeatureStream<T> {
  const nFft = requireInteger('nFft', options.nFft ?? 2048);
  const hopLength = requireInteger('hopLength', options.hopLength ?? 512);
  const center = options.center ?? true;
  if (options.padMode !== undefined && options.padMode !== 'constant') {
    throw new DspError('invalid-option', `padMode of a stream must be 'constant'. Received ${options.padMode}.`);
  }
  const settings = { ...options, nFft, hopLength, center: false };
  const width = center ? Math.floor(nFft / 2) : 0;
  // What no finished frame needs any more is dropped; zeros stand for what comes before the signal.
  let waiting: T | undefined;
  /** Samples of later chunks that lie between two frames. */
  let gap = 0;
  let ended = false;
  let bands = 0;

  const compute = (next: T, atEnd: boolean): Matrix<T> => {
    if (ended) throw new DspError('invalid-signal', 'The stream has ended; create another one for another signal.');
    const first = waiting === undefined;
    waiting ??= likeSignal(next, width) as T;
    if (isFloat32(waiting) !== isFloat32(next)) {
      throw new DspError(
        'invalid-signal',
        'All chunks of a stream must have one precision. Received float32 and float64.',
      );
    }
    const skipped = Math.min(gap, next.length);
    gap -= skipped;
    const joined = likeSignal(next, waiting.length + next.length - skipped + (atEnd ? width : 0));
    joined.set(waiting);
    joined.set(next.subarray(skipped), waiting.length);
    const count = joined.length < nFft ? 0 : 1 + Math.floor((joined.length - nFft) / hopLength);
    // A signal too short for a frame has none at all, which the feature says better.
    const isTooShort = atEnd && first && count === 0;
    if (count === 0 && !isTooShort) {
      waiting = joined;
      return asMatrix(likeSignal(next, 0), bands, 0);
    }
    const frames = feature(isTooShort ? joined : (joined.subarray(0, (count - 1) * hopLength + nFft) as T), settings);
    bands = frames.shape[0];
    waiting = joined.slice(count * hopLength) as T;
    gap = Math.max(0, count * hopLength - joined.length);
    return frames;
  };
  return {
    push: (chunk) => compute(chunk, false),
    finish() {
      const frames = compute(likeSignal(waiting ?? (new Float32Array(0) as T), 0), true);
      ended = true;
      return frames;
    },
  };
}
