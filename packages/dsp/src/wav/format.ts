import { DspError } from '../errors.ts';

/** How one sample is stored. Integers are scaled by 2^(bits−1), 8-bit ones are unsigned around 128. */
export type WavEncoding = 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'alaw' | 'mulaw';

/** What a `fmt ` chunk says, reduced to what decoding needs. */
export interface WavFormat {
  readonly encoding: WavEncoding;
  /** Samples per second and channel, in Hz. */
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Bytes of one frame: one sample of every channel. */
  readonly frameBytes: number;
  readonly littleEndian: boolean;
}

/** Bytes that one sample occupies. */
export const sampleBytes: Readonly<Record<WavEncoding, number>> = {
  u8: 1,
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
/** Bytes 2–15 of a WAVE_FORMAT_EXTENSIBLE sub-format that carries an ordinary format code: KSDATAFORMAT_SUBTYPE_*. */
const subFormatTail = '0000000010008000' + '00aa00389b71';

const codecNames: ReadonlyMap<number, string> = new Map([
  [0x0002, 'Microsoft ADPCM'],
  [0x0011, 'IMA ADPCM'],
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
  const fields = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
  const encoding = encodingOf(code, bits);
  const frameBytes = channelCount * sampleBytes[encoding];
  // Other values of nBlockAlign are slips of writers that pack samples as usual; this one really means padded samples.
  if (encoding === 's24' && blockAlign === 4 * channelCount) {
    throw new DspError(
      'unsupported-wav',
      '24-bit samples must be packed in 3 bytes; received 4 bytes a sample, whose scale the file does not tell. ' +
        'Convert it first, for example with "ffmpeg -i in.wav out.wav".',
    );
  }
  return { encoding, sampleRate, channelCount, frameBytes, littleEndian };
}

function subFormat(bytes: Uint8Array, fields: DataView, littleEndian: boolean): number {
  if (bytes.length < 40) {
    throw new DspError(
      'invalid-wav',
      `The "fmt " chunk of WAVE_FORMAT_EXTENSIBLE must have 40 bytes; received ${bytes.length}.`,
    );
  }
  const tail = Array.from(bytes.subarray(26, 40), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (tail !== subFormatTail) {
    throw new DspError(
      'unsupported-wav',
      `The sub-format of WAVE_FORMAT_EXTENSIBLE must be PCM, float, A-law or µ-law; received a private one (…${tail}).`,
    );
  }
  return fields.getUint16(24, littleEndian);
}

function encodingOf(code: number, bits: number): WavEncoding {
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
      `A WAV file must hold PCM, float, A-law or µ-law samples; received ${name} ` +
        `(format 0x${code.toString(16).padStart(4, '0')}). Convert it first, for example with "ffmpeg -i in.wav out.wav".`,
    );
  }
  throw new DspError(
    'invalid-wav',
    `${code === 1 ? 'PCM samples must have 1 to 32 bits' : 'Float samples must have 32 or 64 bits'}; received ${bits}.`,
  );
}
