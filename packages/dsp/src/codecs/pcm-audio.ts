import { DspError } from '../errors.ts';
import { createChannels } from '../wav/channels.ts';
import { blocksOf, pcmOf } from '../wav/frame-range.ts';
import { streamedSize } from '../wav/header.ts';
import { decodeSamples } from '../wav/samples.ts';
import type { SampleLayout } from '../wav/wav-header.ts';
import type { ByteSource, OpenAudio } from './codec.ts';

/** Bytes that are read and decoded at once. */
const pieceBytes = 2 ** 22;

/**
 * How many bytes of samples a header promises that the file does not hold.
 *
 * @param promised By the header.
 * @param present From where the samples begin to the end of the file.
 */
export function missingBytes(promised: number, present: number): number {
  return promised < streamedSize ? Math.max(0, promised - Math.max(0, present)) : 0;
}

/**
 * Audio whose samples lie in the file as they are, from what its header says.
 *
 * @param missing Bytes of samples that the header promises and the file does not hold.
 */
export function pcmAudio(source: ByteSource, header: SampleLayout, format: string, missing: number): OpenAudio {
  const { sampleRate, channelCount, frames, blockBytes, blockFrames } = header;
  const pcm: NonNullable<OpenAudio['pcm']> = async (range) => {
    const { offset, length } = blocksOf(header, range);
    const bytes = await source.read({ offset, length });
    if (bytes.length < length) throw new DspError('file', 'The file became shorter while it was read.');
    return pcmOf(bytes, header, range);
  };
  return {
    sampleRate,
    channelCount,
    frames,
    format,
    decoder: '@ser/dsp',
    pcm,
    async *read({ first = 0, count = frames, dtype, signal } = {}) {
      const pieceFrames = Math.max(1, Math.floor(pieceBytes / blockBytes)) * blockFrames;
      const end = Math.min(frames, first + count);
      for (let at = first; at < end; at += pieceFrames) {
        signal?.throwIfAborted();
        const wanted = { first: at, count: Math.min(pieceFrames, end - at) };
        const piece = await pcm(wanted);
        const channels = createChannels(header, wanted.count, { dtype });
        decodeSamples(piece.bytes, piece.format, channels);
        yield channels;
      }
    },
    complaint: () => (missing > 0 ? `its head promises ${missing} bytes of samples more than it holds` : undefined),
    close: async () => {},
  };
}
