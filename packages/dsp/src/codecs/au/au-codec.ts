import { DspError } from '../../errors.ts';
import { type PcmEncoding, sampleBytes } from '../../wav/format.ts';
import type { Codec } from '../codec.ts';
import { missingBytes, pcmAudio } from '../pcm-audio.ts';

/** Source: Sun's audio file format, `<audio/au.h>`. */
const encodings: Readonly<Record<number, PcmEncoding>> = {
  1: 'mulaw',
  2: 's8',
  3: 's16',
  4: 's24',
  5: 's32',
  6: 'f32',
  7: 'f64',
  27: 'alaw',
};

/** Sun and NeXT audio (`.au`, `.snd`), by this package itself. */
export const auCodec: Codec = {
  name: 'au',
  sniff: ([a, b, c, d]) =>
    (a === 0x2e && b === 0x73 && c === 0x6e && d === 0x64) || (a === 0x64 && b === 0x6e && c === 0x73 && d === 0x2e),
  async open(source) {
    const bytes = await source.read({ offset: 0, length: 24 });
    if (bytes.length < 24)
      throw new DspError('invalid-audio', `An AU file has at least 24 bytes; received ${bytes.length}.`);
    const fields = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const littleEndian = bytes[0] === 0x64;
    const [dataOffset, size, code, sampleRate, channelCount] = [4, 8, 12, 16, 20].map((at) =>
      fields.getUint32(at, littleEndian),
    ) as [number, number, number, number, number];
    const encoding = encodings[code];
    if (encoding === undefined || sampleRate === 0 || channelCount === 0 || channelCount > 1024) {
      throw new DspError(
        'invalid-audio',
        `An AU file must hold PCM, float, A-law or µ-law samples of 1 to 1024 channels; received encoding ${code}, ` +
          `${channelCount} channels, ${sampleRate} Hz.`,
      );
    }
    const blockBytes = channelCount * sampleBytes[encoding];
    // A size of 0xFFFFFFFF is that of a stream; a larger one than there is, that of a file cut off.
    const frames = Math.floor(Math.max(0, Math.min(size, source.size - dataOffset)) / blockBytes);
    const header = { encoding, sampleRate, channelCount, blockBytes, blockFrames: 1, littleEndian, dataOffset, frames };
    const missing = missingBytes(size, source.size - dataOffset);
    return pcmAudio(source, { ...header, dataBytes: frames * blockBytes }, 'AU', missing);
  },
};
