import { DspError } from '../../errors.ts';
import type { ByteSource, Codec } from '../codec.ts';
import { importDecoder, streamAudio } from '../stream-audio.ts';
import { beforeFrameHead } from './before-frame-head.ts';

const name = '@audio/decode-flac';

/** FLAC, by `@audio/decode-flac`: libFLAC as WebAssembly. */
export const flacCodec: Codec = {
  name: 'flac',
  sniff: ([a, b, c, d]) => a === 0x66 && b === 0x4c && c === 0x61 && d === 0x43,
  async open(source) {
    const create = await importDecoder(name, 'FLAC');
    const { bits, frames } = await readStreamInfo(source);
    // The decoder divides by 2^(b-1) - 1, libsndfile by 2^(b-1).
    const largest = 2 ** (bits - 1) - 1;
    const scale = 1 / (largest + 1);
    const rescale = (samples: Float32Array): void => {
      for (let i = 0; i < samples.length; i++) samples[i] = (samples[i]! * largest + rounding - rounding) * scale;
    };
    return streamAudio(source, {
      format: 'FLAC',
      package: name,
      create,
      rescale,
      cut: beforeFrameHead,
      ...(frames > 0 ? { frames } : {}),
    });
  },
};

/** Added to a number below 2^51 and taken away again, it leaves the nearest integer: faster than `Math.round`. */
const rounding = 1.5 * 2 ** 52;

/** Source: RFC 9639, section 8.2. */
async function readStreamInfo(source: ByteSource): Promise<{ bits: number; frames: number }> {
  const bytes = await source.read({ offset: 8, length: 18 });
  if (bytes.length < 18) throw new DspError('invalid-audio', 'The FLAC file ends within its head.');
  const bits = (((bytes[12]! & 1) << 4) | (bytes[13]! >> 4)) + 1;
  const frames = (bytes[13]! & 15) * 2 ** 32 + new DataView(bytes.buffer, bytes.byteOffset + 14, 4).getUint32(0);
  return { bits, frames };
}
