import { DspError } from '../../errors.ts';
import { type PcmEncoding, sampleBytes } from '../../wav/format.ts';
import type { ByteSource, Codec } from '../codec.ts';
import { missingBytes, pcmAudio } from '../pcm-audio.ts';

/** Codings of AIFF-C besides plain big-endian PCM; those in lower and upper case mean the same. */
const codings: Readonly<Record<string, PcmEncoding>> = {
  fl32: 'f32',
  fl64: 'f64',
  alaw: 'alaw',
  ulaw: 'mulaw',
  raw: 'u8',
};
const maxChunks = 4096;

/** AIFF and AIFF-C, by this package itself. Source: Apple, Audio Interchange File Format 1.3 and AIFF-C draft. */
export const aiffCodec: Codec = {
  name: 'aiff',
  sniff: (head) => text(head, 0, 4) === 'FORM' && (text(head, 8, 4) === 'AIFF' || text(head, 8, 4) === 'AIFC'),
  async open(source) {
    const compressed = text(await source.read({ offset: 8, length: 4 }), 0, 4) === 'AIFC';
    let common: Common | undefined;
    let data: { offset: number; length: number } | undefined;
    for (let offset = 12, chunks = 0; offset + 8 <= source.size && chunks < maxChunks; chunks++) {
      const head = await source.read({ offset, length: 8 });
      const size = view(head).getUint32(4);
      const start = offset + 8;
      if (text(head, 0, 4) === 'COMM') common = await readCommon(source, start, size, compressed);
      if (text(head, 0, 4) === 'SSND') {
        const skipped = view(await source.read({ offset: start, length: 4 })).getUint32(0);
        data = { offset: start + 8 + skipped, length: Math.max(0, size - 8 - skipped) };
      }
      if (common && data) break;
      offset = start + size + (size % 2);
    }
    if (!common) throw new DspError('invalid-audio', 'An AIFF file must have a "COMM" chunk; none was found.');
    const { encoding, channelCount } = common;
    const blockBytes = channelCount * sampleBytes[encoding];
    // A file cut off holds what is there; one without "SSND" nothing.
    const present = data ? Math.max(0, Math.min(data.length, source.size - data.offset)) : 0;
    const frames = Math.min(common.frames, Math.floor(present / blockBytes));
    const header = { ...common, blockBytes, blockFrames: 1, dataOffset: data?.offset ?? 0, frames };
    const missing = data
      ? missingBytes(Math.min(data.length, common.frames * blockBytes), source.size - data.offset)
      : 0;
    return pcmAudio(source, { ...header, dataBytes: frames * blockBytes }, 'AIFF', missing);
  },
};

interface Common {
  readonly encoding: PcmEncoding;
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly frames: number;
  readonly littleEndian: boolean;
}

async function readCommon(source: ByteSource, offset: number, size: number, compressed: boolean): Promise<Common> {
  const bytes = await source.read({ offset, length: Math.min(size, 22) });
  if (bytes.length < (compressed ? 22 : 18))
    throw new DspError('invalid-audio', 'The "COMM" chunk of the AIFF file is cut off.');
  const fields = view(bytes);
  const [channelCount, bits, coding] = [
    fields.getUint16(0),
    fields.getUint16(6),
    compressed ? text(bytes, 18, 4) : 'NONE',
  ];
  const plain = (['s8', 's16', 's24', 's32'] as const)[Math.ceil(bits / 8) - 1];
  const encoding = ['NONE', 'twos', 'sowt', 'in24', 'in32'].includes(coding)
    ? plain
    : codings[coding.toLowerCase().trim()];
  // An 80-bit float: 15 bits of exponent, then the mantissa with its leading bit.
  const mantissa = fields.getUint32(10) * 2 ** 32 + fields.getUint32(14);
  const sampleRate = mantissa * 2 ** ((fields.getUint16(8) & 0x7fff) - 16383 - 63);
  if (
    encoding === undefined ||
    channelCount === 0 ||
    channelCount > 1024 ||
    !(sampleRate > 0 && sampleRate < 2 ** 32)
  ) {
    throw new DspError(
      'invalid-audio',
      `An AIFF file must hold PCM, float, A-law or µ-law samples of 1 to 1024 channels; received coding ` +
        `${JSON.stringify(coding)}, ${bits} bits, ${channelCount} channels, ${sampleRate} Hz.`,
    );
  }
  return { encoding, sampleRate, channelCount, frames: fields.getUint32(2), littleEndian: coding === 'sowt' };
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
