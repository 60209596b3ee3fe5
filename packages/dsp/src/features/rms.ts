import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { greatestCommonDivisor } from '../greatest-common-divisor.ts';
import type { Matrix } from '../matrix.ts';
import { isAllFinite, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import type { PadMode } from '../stft/options.ts';
import { isStrided, type StridedArray } from '../strided-array.ts';
import { requireInteger } from '../validate.ts';
import { cutFrames, layOutFrames } from './cut-frames.ts';
import { rowOf, spectrumOf } from './spectral-input.ts';

/** Options of {@link rms}. */
export interface RmsOptions {
  /**
   * Samples in a frame, an integer ≥ 1; for a spectrogram, the length of its transform.
   * @default 2048
   */
  frameLength?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default 512
   */
  hopLength?: number | undefined;
  /**
   * Whether frames are centered on their samples (the signal is padded by frameLength / 2 on both sides).
   * @default true
   */
  center?: boolean | undefined;
  /**
   * What lies beyond the ends of the signal.
   * @default 'constant'
   */
  padMode?: PadMode | undefined;
}

/** Four sums at a time, so that none waits for the one before it. */
function sumOfSquares(values: Signal, from: number, to: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let n = from;
  for (const end = to - 3; n < end; n += 4) {
    a += values[n]! * values[n]!;
    b += values[n + 1]! * values[n + 1]!;
    c += values[n + 2]! * values[n + 2]!;
    d += values[n + 3]! * values[n + 3]!;
  }
  for (; n < to; n++) a += values[n]! * values[n]!;
  return a + b + (c + d);
}

const names: OptionNames<RmsOptions> = { frameLength: true, hopLength: true, center: true, padMode: true };

/**
 * Root mean square of every frame, shape `[1, frames]`, without a window.
 *
 * Takes samples, or in their place a magnitude spectrogram `[1 + floor(frameLength / 2), frames]` (made with a rectangular
 * window, to give the same values).
 *
 * Source: `librosa.feature.rms` 0.11 (whose `dtype` is float32 unless told otherwise; here it follows the input).
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function rms<T extends Signal>(input: T | StridedArray<T>, options: RmsOptions = {}): Matrix<OwnedSignal<T>> {
  checkCall('rms', 'signal or matrix', input, options, names);
  const frameLength = requireInteger('frameLength', options.frameLength ?? 2048);
  if (!isStrided(input)) {
    const padMode = options.padMode ?? 'constant';
    const { count, hopLength, width, mode } = layOutFrames(input, frameLength, options, padMode);
    // Zeros around the signal add nothing: they are not made.
    const [signal, start] =
      width === 0 || mode === 'constant'
        ? [input, -width]
        : [cutFrames(input, frameLength, options, padMode).padded, 0];
    // Squares are summed once in blocks that both frames and hops consist of, not once for every frame they lie in.
    const block = greatestCommonDivisor(frameLength, hopLength);
    const blocks = new Float64Array(((count - 1) * hopLength + frameLength) / block);
    for (let b = 0; b < blocks.length; b++) {
      const from = start + b * block;
      blocks[b] = sumOfSquares(signal, Math.max(0, from), Math.min(signal.length, from + block));
    }
    // A sum is finite where all of its samples are; behind the last block come those that no frame reaches.
    const behind = signal.subarray(Math.max(0, start + blocks.length * block));
    if (!isAllFinite(blocks) || !isAllFinite(behind)) requireFinite(input);
    const result = new Float64Array(count);
    for (let t = 0; t < count; t++) {
      let sum = 0;
      const first = (t * hopLength) / block;
      for (let b = first; b < first + frameLength / block; b++) sum += blocks[b]!;
      result[t] = Math.sqrt(sum / frameLength);
    }
    return rowOf(input, result);
  }
  const { values, bins, frames } = spectrumOf(input, {}, 1);
  if (bins !== Math.floor(frameLength / 2) + 1) {
    throw new DspError(
      'invalid-option',
      `frameLength must be ${2 * bins - 2} or ${2 * bins - 1} for a spectrogram of ${bins} bins. Received ${frameLength}.`,
    );
  }
  const energy = new Float64Array(frames);
  for (let k = 0, place = 0; k < bins; k++) {
    // Every bin but DC and Nyquist stands for two of the full transform.
    const weight = k === 0 || (k === bins - 1 && frameLength % 2 === 0) ? 0.5 : 1;
    for (let t = 0; t < frames; t++, place++) energy[t]! += weight * values[place]! * values[place]!;
  }
  return rowOf(
    values,
    energy.map((sum) => Math.sqrt((2 * sum) / (frameLength * frameLength))),
  );
}
