import { checkCall, type OptionNames } from '../check-call.ts';
import type { Matrix } from '../matrix.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { requireInteger, requireRange } from '../validate.ts';
import { cutFrames } from './cut-frames.ts';
import { rowOf } from './spectral-input.ts';

/** Options of {@link zeroCrossingRate}. */
export interface ZeroCrossingRateOptions {
  /**
   * Samples in a frame, an integer ≥ 1.
   * @default 2048
   */
  frameLength?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default 512
   */
  hopLength?: number | undefined;
  /**
   * Whether frames are centered on their samples; the ends are continued by their edge values.
   * @default true
   */
  center?: boolean | undefined;
  /**
   * Samples of at most this magnitude count as zero, ≥ 0.
   * @default 1e-10
   */
  threshold?: number | undefined;
  /**
   * Multiplies the threshold: a number, or a function of the magnitudes of all framed samples.
   * @default 1
   */
  refMagnitude?: number | ((magnitudes: Signal) => number) | undefined;
  /**
   * Whether the first sample of every frame counts as a crossing.
   * @default false
   */
  pad?: boolean | undefined;
  /**
   * Whether zero counts as positive; else it is a sign of its own, and to reach and to leave it are crossings.
   * @default true
   */
  zeroPos?: boolean | undefined;
}

const names: OptionNames<ZeroCrossingRateOptions> = {
  frameLength: true,
  hopLength: true,
  center: true,
  threshold: true,
  refMagnitude: true,
  pad: true,
  zeroPos: true,
};

/** Magnitudes of the samples of all frames, one frame after another: those behind the last frame are not among them. */
function framedMagnitudes(count: number, at: (t: number) => Signal): Signal {
  const first = at(0);
  const magnitudes = likeSignal(first, count * first.length);
  for (let t = 0, i = 0; t < count; t++) {
    const frame = at(t);
    for (let n = 0; n < frame.length; n++, i++) magnitudes[i] = Math.abs(frame[n]!);
  }
  return magnitudes;
}

/**
 * Part of every frame's samples at which the sign changes, shape `[1, frames]`.
 *
 * Source: `librosa.feature.zero_crossing_rate` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function zeroCrossingRate<T extends Signal>(
  samples: T,
  options: ZeroCrossingRateOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('zeroCrossingRate', 'signal', samples, options, names);
  requireFinite(samples);
  const frameLength = requireInteger('frameLength', options.frameLength ?? 2048);
  const { zeroPos = true, pad = false, refMagnitude = 1 } = options;
  const { count, padded, hopLength, at } = cutFrames(samples, frameLength, options, 'edge');
  const reference = typeof refMagnitude === 'function' ? refMagnitude(framedMagnitudes(count, at)) : refMagnitude;
  const threshold = requireRange('threshold', (options.threshold ?? 1e-10) * reference, 0, Number.MAX_VALUE);

  // crossings[i] counts the changes among samples 0 … i, so that a frame is one subtraction.
  const crossings = new Uint32Array(padded.length);
  let total = 0;
  let previous = 2;
  for (let i = 0; i < padded.length; i++) {
    const value = padded[i]!;
    let sign = zeroPos ? 1 : 0;
    if (value < -threshold) sign = -1;
    else if (value > threshold) sign = 1;
    if (sign !== previous && i > 0) total++;
    crossings[i] = total;
    previous = sign;
  }
  const rates = new Float64Array(count);
  for (let t = 0; t < count; t++) {
    const first = t * hopLength;
    rates[t] = (crossings[first + frameLength - 1]! - crossings[first]! + (pad ? 1 : 0)) / frameLength;
  }
  return rowOf(samples, rates);
}
