import { DspError } from '../errors.ts';
import type { EncodedBytes, Signal } from '../signal.ts';
import type { Audio } from './decode-wav.ts';

// In a vm, as under Jest, a global is found slowly: decision 0139.
const max = Math.max;
const min = Math.min;
const round = Math.round;

/** Options of {@link encodeWav}. */
export interface EncodeWavOptions {
  /** Bits of a sample: an integer depth, or float with an `f`. @default 16 */
  readonly bitDepth?: 8 | 16 | 24 | 32 | '32f' | '64f' | undefined;
}

const floatCode = 3;
const pcmCode = 1;

/**
 * Encodes signals as a WAV file (RIFF, little-endian, PCM or IEEE float).
 *
 * Integer samples are x · 2^(b−1), rounded half to even and clipped to what b bits hold, so that decoding a file and
 * encoding it at the same depth gives the same samples. Float samples are stored as they are. No dither is added.
 *
 * @throws {@link DspError} `invalid-signal` for channels that differ in length or are absent, `non-finite`,
 * `invalid-option`, and `unsupported-wav` beyond the 4 GiB that RIFF can hold.
 */
export function encodeWav({ channels, sampleRate }: Audio, { bitDepth = 16 }: EncodeWavOptions = {}): EncodedBytes {
  const frames = checkChannels(channels);
  if (!Number.isInteger(sampleRate) || sampleRate < 1 || sampleRate > 0xffffffff) {
    throw new DspError(
      'invalid-option',
      `sampleRate must be an integer from 1 to 4294967295 Hz. Received ${sampleRate}.`,
    );
  }
  const isFloat = bitDepth === '32f' || bitDepth === '64f';
  const bits = Number.parseInt(String(bitDepth), 10);
  if (!(isFloat || [8, 16, 24, 32].includes(bitDepth))) {
    throw new DspError('invalid-option', `bitDepth must be 8, 16, 24, 32, '32f' or '64f'. Received ${bitDepth}.`);
  }
  const frameBytes = channels.length * (bits / 8);
  const dataBytes = frames * frameBytes;
  // Float files carry the size of the format extension and a `fact` chunk (RIFF update of 1994).
  const formatBytes = isFloat ? 18 : 16;
  const headBytes = 20 + formatBytes + (isFloat ? 12 : 0) + 8;
  const fileBytes = headBytes + dataBytes + (dataBytes % 2);
  if (fileBytes - 8 > 0xffffffff) {
    throw new DspError(
      'unsupported-wav',
      `A WAV file holds at most 4 GiB; ${channels.length} channels of ${frames} samples need ${fileBytes} bytes. ` +
        'Split the signal or lower bitDepth.',
    );
  }

  const file = new Uint8Array(fileBytes);
  const out = new DataView(file.buffer);
  let at = 0;
  const tag = (text: string): void => {
    for (const letter of text) out.setUint8(at++, letter.charCodeAt(0));
  };
  const u16 = (value: number): void => {
    out.setUint16(at, value, true);
    at += 2;
  };
  const u32 = (value: number): void => {
    out.setUint32(at, value, true);
    at += 4;
  };
  tag('RIFF');
  u32(fileBytes - 8);
  tag('WAVEfmt ');
  u32(formatBytes);
  u16(isFloat ? floatCode : pcmCode);
  u16(channels.length);
  u32(sampleRate);
  u32(min(sampleRate * frameBytes, 0xffffffff));
  u16(frameBytes);
  u16(bits);
  if (isFloat) {
    u16(0);
    tag('fact');
    u32(4);
    u32(frames);
  }
  tag('data');
  u32(dataBytes);
  channels.forEach((samples, channel) => {
    writeSamples(out, at + channel * (bits / 8), frameBytes, samples, bitDepth);
  });
  return file;
}

function checkChannels(channels: readonly Signal[]): number {
  const frames = channels[0]?.length;
  if (frames === undefined || channels.length > 0xffff) {
    throw new DspError('invalid-signal', `A WAV file must have 1 to 65535 channels. Received ${channels.length}.`);
  }
  channels.forEach((samples, channel) => {
    if (samples.length !== frames) {
      throw new DspError(
        'invalid-signal',
        `All channels must have the same length. Channel 0 has ${frames} samples, channel ${channel} ${samples.length}.`,
      );
    }
  });
  return frames;
}

type BitDepth = NonNullable<EncodeWavOptions['bitDepth']>;

function writeSamples(out: DataView, start: number, step: number, samples: Signal, bitDepth: BitDepth): void {
  const scale = typeof bitDepth === 'number' ? 2 ** (bitDepth - 1) : 1;
  for (let i = 0, at = start; i < samples.length; i++, at += step) {
    const sample = samples[i]!;
    if (!Number.isFinite(sample)) {
      throw new DspError('non-finite', `Samples to encode must be finite. Received ${sample} at index ${i}.`);
    }
    if (bitDepth === '32f') out.setFloat32(at, sample, true);
    else if (bitDepth === '64f') out.setFloat64(at, sample, true);
    else {
      const value = min(max(roundHalfToEven(sample * scale), -scale), scale - 1);
      if (bitDepth === 8) out.setUint8(at, value + 128);
      else if (bitDepth === 16) out.setInt16(at, value, true);
      else if (bitDepth === 32) out.setInt32(at, value, true);
      else {
        out.setUint16(at, value & 0xffff, true);
        out.setInt8(at + 2, value >> 16);
      }
    }
  }
}

function roundHalfToEven(value: number): number {
  const rounded = round(value);
  // Math.round takes halves upward: step back where that gave an odd number.
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
