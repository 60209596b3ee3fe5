import { DspError } from '../errors.ts';
import type { DecodeWavOptions } from './decode-wav-options.ts';
import { decodeIma } from './ima-adpcm.ts';
import type { FrameRange, Pcm } from './pcm.ts';
import type { ByteRange, SampleLayout } from './wav-header.ts';

/**
 * The frames that `offset` and `duration` select, truncated to whole frames at the file's own rate as librosa does.
 *
 * @throws {@link DspError} `invalid-option` for negative values and for an offset beyond the end.
 */
export function frameRange(
  { frames, sampleRate }: { readonly frames: number; readonly sampleRate: number },
  { offset = 0, duration }: Pick<DecodeWavOptions, 'offset' | 'duration'>,
): FrameRange {
  checkRange({ offset, ...(duration === undefined ? {} : { duration }) });
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

/** Refuses negative times before anything is opened. @throws DspError `invalid-option` */
export function checkRange({ offset = 0, duration = 0 }: Pick<DecodeWavOptions, 'offset' | 'duration'>): void {
  if (!(offset >= 0)) throw new DspError('invalid-option', `offset must be at least 0 seconds. Received ${offset}.`);
  if (!(duration >= 0)) {
    throw new DspError('invalid-option', `duration must be at least 0 seconds. Received ${duration}.`);
  }
}

/** Where those frames lie in the file: whole blocks. */
export function blocksOf(header: SampleLayout, { first, count }: FrameRange): ByteRange {
  const { dataOffset, blockBytes, blockFrames } = header;
  const from = Math.floor(first / blockFrames);
  const to = Math.ceil((first + count) / blockFrames);
  return { offset: dataOffset + from * blockBytes, length: (to - from) * blockBytes };
}

/** Those frames as PCM, from the bytes at `blocksOf`. */
export function pcmOf(bytes: Uint8Array, header: SampleLayout, { first, count }: FrameRange): Pcm {
  const { encoding, blockBytes, blockFrames, sampleRate, channelCount, littleEndian } = header;
  if (encoding === 'ima') return decodeIma(bytes, header, { first: first % blockFrames, count });
  return { bytes, format: { encoding, frameBytes: blockBytes, sampleRate, channelCount, littleEndian } };
}
