import { DspError } from '../errors.ts';

/** How one sample of PCM is stored. Integers are scaled by 2^(bits−1), 8-bit ones are unsigned around 128. */
export type PcmEncoding = 'u8' | 's8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'alaw' | 'mulaw';
/** How samples are stored: those of IMA ADPCM in blocks. */
export type WavEncoding = PcmEncoding | 'ima';

/** Interleaved frames of PCM. */
export interface PcmFormat {
  readonly encoding: PcmEncoding;
  /** Samples per second and channel, in Hz. */
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Bytes of one frame: one sample of every channel. */
  readonly frameBytes: number;
  readonly littleEndian: boolean;
}

/** What a `fmt ` chunk says, reduced to what decoding needs. */
export interface WavFormat {
  readonly encoding: WavEncoding;
  /** Samples per second and channel, in Hz. */
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Bytes and frames of what is decoded as one: a frame, or a block of compressed ones. */
  readonly blockBytes: number;
  readonly blockFrames: number;
  readonly littleEndian: boolean;
  /** Set for 24 bits in 4 bytes, of which the samples themselves must tell what they are. */
  readonly paddedTo4Bytes?: true;
}

/** Bytes that one sample occupies. */
export const sampleBytes: Readonly<Record<PcmEncoding, number>> = {
  u8: 1,
  s8: 1,
  s16: 2,
  s24: 3,
  s32: 4,
  f32: 4,
  f64: 8,
  alaw: 1,
  mulaw: 1,
};

/** As libsndfile's limit; it also bounds what one damaged header can make us allocate. */
const maxChannels = 1024;
const extensible = 0xfffe;
const imaAdpcm = 0x0011;
/** Bytes 2–15 of a WAVE_FORMAT_EXTENSIBLE sub-format that carries an ordinary format code. */
const subFormatTails: readonly string[] = [
  '0000000010008000' + '00aa00389b71', // KSDATAFORMAT_SUBTYPE_*
  '00002107d3118644' + 'c8c1ca000000', // SUBTYPE_AMBISONIC_B_FORMAT_*: the channels are B-format components
];

const codecNames: ReadonlyMap<number, string> = new Map([
  [0x0002, 'Microsoft ADPCM'],
  [0x0031, 'GSM 6.10'],
  [0x0055, 'MP3'],
  [0x0064, 'G.726'],
  [0x0092, 'AC-3'],
  [0x00ff, 'AAC'],
  [0x0161, 'Windows Media Audio'],
  [0xf1ac, 'FLAC'],
]);

/**
 * Reads the body of a `fmt ` chunk.
 *
 * The sample container follows from the bit depth rounded up to whole bytes, as in libsndfile: 12-bit samples lie in the
 * upper bits of 16, and `validBitsPerSample` of WAVE_FORMAT_EXTENSIBLE says nothing about scale. `nBlockAlign` and
 * `nAvgBytesPerSec` follow from the rest and are often wrong, so they are not believed.
 *
 * @throws {@link DspError} `invalid-wav` or `unsupported-wav`.
 */
export function parseFormat(bytes: Uint8Array, littleEndian: boolean): WavFormat {
  if (bytes.length < 16) {
    throw new DspError('invalid-wav', `The "fmt " chunk must have at least 16 bytes; received ${bytes.length}.`);
  }
  const fields = view(bytes);
  const channelCount = fields.getUint16(2, littleEndian);
  const sampleRate = fields.getUint32(4, littleEndian);
  const blockAlign = fields.getUint16(12, littleEndian);
  const bits = fields.getUint16(14, littleEndian);
  let code = fields.getUint16(0, littleEndian);
  if (code === extensible) code = subFormat(bytes, fields, littleEndian);

  if (channelCount === 0 || channelCount > maxChannels) {
    throw new DspError('invalid-wav', `A WAV file must have 1 to ${maxChannels} channels; received ${channelCount}.`);
  }
  if (sampleRate === 0)
    throw new DspError('invalid-wav', 'The sample rate of a WAV file must be above 0 Hz; received 0.');
  if (code === imaAdpcm) return imaFormat(bytes, { channelCount, sampleRate, blockAlign, littleEndian });
  const encoding = encodingOf(code, bits);
  const format = { sampleRate, channelCount, blockFrames: 1, littleEndian };
  const blockBytes = channelCount * sampleBytes[encoding];
  // Other values of nBlockAlign are slips of writers that pack samples as usual; this one may really mean padded samples.
  const padded = encoding === 's24' && blockAlign === 4 * channelCount && littleEndian;
  return { encoding, blockBytes, ...format, ...(padded ? { paddedTo4Bytes: true } : {}) };
}

/** The format of 24 bits in 4 bytes, once the samples have told. */
export function resolvePadded({ paddedTo4Bytes: _, ...format }: WavFormat, encoding: 'f32' | 's32' | 's24'): WavFormat {
  return { ...format, encoding, blockBytes: format.channelCount * sampleBytes[encoding] };
}

/** Source: Microsoft's Multimedia Data Standards Update, 1994, "IMA ADPCM Wave Type". */
function imaFormat(
  bytes: Uint8Array,
  { blockAlign, ...format }: Omit<WavFormat, 'encoding' | 'blockBytes' | 'blockFrames'> & { blockAlign: number },
): WavFormat {
  const groups = Math.floor((blockAlign - 4 * format.channelCount) / (4 * format.channelCount));
  if (groups < 1) {
    throw new DspError(
      'invalid-wav',
      `A block of IMA ADPCM must hold more than its head; received ${blockAlign} bytes.`,
    );
  }
  const possible = 8 * groups + 1;
  const written = bytes.length >= 20 ? view(bytes).getUint16(18, format.littleEndian) : 0;
  const blockFrames = written > 0 && written < possible ? written : possible;
  return { encoding: 'ima', blockBytes: blockAlign, blockFrames, ...format };
}

function subFormat(bytes: Uint8Array, fields: DataView, littleEndian: boolean): number {
  if (bytes.length < 40) {
    throw new DspError(
      'invalid-wav',
      `The "fmt " chunk of WAVE_FORMAT_EXTENSIBLE must have 40 bytes; received ${bytes.length}.`,
    );
  }
  const tail = Array.from(bytes.subarray(26, 40), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!subFormatTails.includes(tail)) {
    throw new DspError(
      'unsupported-wav',
      `The sub-format of WAVE_FORMAT_EXTENSIBLE must be PCM, float, A-law or µ-law; received a private one (…${tail}).`,
    );
  }
  return fields.getUint16(24, littleEndian);
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function encodingOf(code: number, bits: number): Exclude<WavEncoding, 'ima'> {
  if (code === 1) {
    const encoding = (['u8', 's16', 's24', 's32'] as const)[Math.ceil(bits / 8) - 1];
    if (encoding) return encoding;
  } else if (code === 3) {
    if (bits === 32) return 'f32';
    if (bits === 64) return 'f64';
  } else if (code === 6) {
    return 'alaw';
  } else if (code === 7) {
    return 'mulaw';
  } else {
    const name = codecNames.get(code) ?? 'an unknown coding';
    throw new DspError(
      'unsupported-wav',
      `A WAV file must hold PCM, float, A-law, µ-law or IMA ADPCM samples; received ${name} ` +
        `(format 0x${code.toString(16).padStart(4, '0')}). Convert it first, for example with "ffmpeg -i in.wav out.wav".`,
    );
  }
  throw new DspError(
    'invalid-wav',
    `${code === 1 ? 'PCM samples must have 1 to 32 bits' : 'Float samples must have 32 or 64 bits'}; received ${bits}.`,
  );
}
