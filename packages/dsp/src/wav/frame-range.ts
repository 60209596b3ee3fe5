import { DspError } from '../errors.ts';
import type { DecodeWavOptions } from './decode-wav.ts';
import type { WavHeader } from './header.ts';

/** A run of frames. */
export interface FrameRange {
  readonly first: number;
  readonly count: number;
}

/**
 * The frames that `offset` and `duration` select, truncated to whole frames at the file's own rate as librosa does.
 *
 * @throws {@link DspError} `invalid-option` for negative values and for an offset beyond the end.
 */
export function frameRange(
  { frames, sampleRate }: WavHeader,
  { offset = 0, duration }: Pick<DecodeWavOptions, 'offset' | 'duration'>,
): FrameRange {
  if (!(offset >= 0)) {
    throw new DspError('invalid-option', `offset must be at least 0 seconds. Received ${offset}.`);
  }
  if (duration !== undefined && !(duration >= 0)) {
    throw new DspError('invalid-option', `duration must be at least 0 seconds. Received ${duration}.`);
  }
  const first = Math.trunc(offset * sampleRate);
  if (first > frames) {
    throw new DspError(
      'invalid-option',
      `offset must lie within the file, which is ${frames / sampleRate} s long. Received ${offset} s.`,
    );
  }
  const wanted = duration === undefined ? frames : Math.trunc(duration * sampleRate);
  return { first, count: Math.min(wanted, frames - first) };
}

/** The bytes of those frames. */
export function frameBytesOf(bytes: Uint8Array, header: WavHeader, { first, count }: FrameRange): Uint8Array {
  const start = header.dataOffset + first * header.frameBytes;
  return bytes.subarray(start, start + count * header.frameBytes);
}
