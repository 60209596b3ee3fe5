import { checkOptions, type OptionNames } from '../check-call.ts';
import type { OwnedFloat64 } from '../signal.ts';
import { isStrided, type StridedArray } from '../strided-array.ts';
import { requireInteger, requirePositive } from '../validate.ts';

/** Options of {@link framesToTime} and {@link timesLike}. */
export interface FrameTimeOptions {
  /**
   * Samples per second.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default 512
   */
  hopLength?: number | undefined;
  /**
   * Length of the transform, for frames that were not centered: half of it is added; an integer ≥ 1.
   * @default 0 is added
   */
  nFft?: number | undefined;
}

const names: OptionNames<FrameTimeOptions> = { sampleRate: true, hopLength: true, nFft: true };

function converter(call: string, options: FrameTimeOptions): (frame: number) => number {
  checkOptions(call, options, names);
  const sampleRate = requirePositive('sampleRate', options.sampleRate ?? 22050);
  const hopLength = requireInteger('hopLength', options.hopLength ?? 512);
  const offset = options.nFft === undefined ? 0 : Math.floor(requireInteger('nFft', options.nFft) / 2);
  return (frame) => Math.trunc(frame * hopLength + offset) / sampleRate;
}

/**
 * Times in seconds of frames given by their number.
 *
 * Source: `librosa.frames_to_time` 0.11.
 *
 * @throws DspError `invalid-option`.
 */
export function framesToTime(frame: number, options?: FrameTimeOptions): number;
export function framesToTime(frames: ArrayLike<number>, options?: FrameTimeOptions): OwnedFloat64;
export function framesToTime(
  frames: number | ArrayLike<number>,
  options: FrameTimeOptions = {},
): number | OwnedFloat64 {
  const convert = converter('framesToTime', options);
  return typeof frames === 'number' ? convert(frames) : Float64Array.from(frames, convert);
}

/**
 * Time in seconds of every frame of a feature, shape `[frames]`.
 *
 * Source: `librosa.times_like` 0.11.
 *
 * @param feature A feature `[bands, frames]`, a series `[frames]`, or the number of frames.
 * @throws DspError `invalid-option`.
 */
export function timesLike(
  feature: number | StridedArray | ArrayLike<number>,
  options: FrameTimeOptions = {},
): OwnedFloat64 {
  const count = isStrided(feature)
    ? feature.shape.at(-1)!
    : typeof feature === 'number'
      ? requireInteger('the number of frames', feature, 0)
      : feature.length;
  const convert = converter('timesLike', options);
  return Float64Array.from({ length: count }, (_, frame) => convert(frame));
}
