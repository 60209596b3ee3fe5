import { DspError } from '../errors.ts';
import { createChannels } from '../wav/channels.ts';
import { blocksOf, pcmOf } from '../wav/frame-range.ts';
import { decodeSamples } from '../wav/samples.ts';
import type { SampleLayout } from '../wav/wav-header.ts';
import type { ByteSource, OpenAudio } from './codec.ts';

/** Bytes that are read and decoded at once. */
const pieceBytes = 2 ** 22;

/** Audio whose samples lie in the file as they are, from what its header says. */
export function pcmAudio(source: ByteSource, header: SampleLayout, format: string): OpenAudio {
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
    close: async () => {},
  };
}
