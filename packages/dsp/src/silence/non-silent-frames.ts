import { amplitudeToDb } from '../decibel/amplitude-to-db.ts';
import { DspError } from '../errors.ts';
import { rms } from '../features/rms.ts';
import type { Signal } from '../signal.ts';
import { requirePositive } from '../validate.ts';

/** What counts as silence. */
export interface SilenceOptions {
  /** Frames more than this many decibels below `ref` are silent; above 0. @default 60 */
  readonly topDb?: number | undefined;
  /** Level of 0 dB as a root mean square, above 0, or `'max'`: the loudest frame of all channels. @default 'max' */
  readonly ref?: number | 'max' | undefined;
  /** Samples in a frame, an integer ≥ 1. @default 2048 */
  readonly frameLength?: number | undefined;
  /** Samples from one frame to the next, an integer ≥ 1. @default 512 */
  readonly hopLength?: number | undefined;
  /** The level of a frame in dB from those of its channels. @default the largest */
  readonly aggregate?: ((levels: readonly number[]) => number) | undefined;
}

/** A part of a signal, in samples. */
export interface Interval {
  readonly start: number;
  /** First sample behind the part. */
  readonly end: number;
}

/**
 * Which frames are louder than the threshold: `librosa.effects._signal_to_frame_nonsilent` 0.11.
 *
 * Levels are not cut off below, but an amplitude under 1e-5 counts as that.
 */
export function nonSilentFrames(channels: readonly Signal[], options: SilenceOptions): boolean[] {
  const { topDb = 60, ref = 'max', frameLength, hopLength, aggregate = largest } = options;
  requirePositive('topDb', topDb);
  if (ref !== 'max') requirePositive('ref', ref);
  const length = channels[0]?.length;
  if (length === undefined || channels.some((channel) => channel.length !== length)) {
    throw new DspError(
      'invalid-signal',
      'Channels must be one or more signals of the same length. ' +
        `Received lengths [${channels.map((channel) => channel.length).join(', ')}].`,
    );
  }
  const levels = channels.map((channel) => rms(channel, { frameLength, hopLength }).data);
  const loudest = ref === 'max' ? largest(levels.map((row) => largest(row))) : ref;
  const decibels = levels.map((row) => amplitudeToDb(row, { ref: loudest, topDb: null }));
  return Array.from(decibels[0]!, (_, frame) => aggregate(decibels.map((row) => row[frame]!)) > -topDb);
}

function largest(levels: ArrayLike<number>): number {
  let peak = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < levels.length; i++) peak = Math.max(peak, levels[i]!);
  return peak;
}
