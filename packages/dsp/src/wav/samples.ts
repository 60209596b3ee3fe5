import type { Signal } from '../signal.ts';
import { type PcmEncoding, type PcmFormat, sampleBytes } from './format.ts';
import { aLawTable, muLawTable } from './g711.ts';

/** Byte order of this machine. */
export const isLittleEndian: boolean = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Samples as they are stored, interleaved. */
export interface RawSamples {
  readonly values: Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;
  /** What they are to be multiplied by: a power of two, so that the product is exact. */
  readonly scale: number;
}

/**
 * Decodes interleaved frames into one signal a channel.
 *
 * @param bytes Whole frames and nothing else.
 * @param outputs One signal a channel, as long as there are frames; written from `at` on.
 */
export function decodeSamples(bytes: Uint8Array, format: PcmFormat, outputs: readonly Signal[], at = 0): void {
  const { values, scale } = rawSamples(bytes, format);
  if (format.channelCount === 1) {
    // The engine converts between typed arrays ten times faster than any loop.
    outputs[0]!.set(values, at);
    if (scale !== 1) multiply(outputs[0]!.subarray(at, at + values.length), scale);
    return;
  }
  outputs.forEach((output, channel) => {
    deinterleave(values, scale, format.channelCount, channel, output, at);
  });
}

/** The samples of whole frames, in the byte order of this machine; where possible without a copy. */
export function rawSamples(bytes: Uint8Array, { encoding, littleEndian }: PcmFormat): RawSamples {
  const width = sampleBytes[encoding];
  // Typed arrays need aligned memory in the machine's order; only s24 is read byte by byte.
  const swap = width > 1 && width !== 3 && littleEndian !== isLittleEndian;
  const aligned = swap ? reversed(bytes, width) : align(bytes, width === 3 ? 1 : width);
  return samplesOf(aligned, encoding, bytes.length / width, littleEndian);
}

function multiply(samples: Signal, factor: number): void {
  let i = 0;
  for (const end = samples.length - 3; i < end; i += 4) {
    samples[i] = samples[i]! * factor;
    samples[i + 1] = samples[i + 1]! * factor;
    samples[i + 2] = samples[i + 2]! * factor;
    samples[i + 3] = samples[i + 3]! * factor;
  }
  for (; i < samples.length; i++) samples[i] = samples[i]! * factor;
}

/** Kept apart so that each pairing of array kinds gets its own short loop. */
function deinterleave(
  values: RawSamples['values'],
  scale: number,
  step: number,
  first: number,
  output: Signal,
  at: number,
): void {
  for (let i = first, o = at; i < values.length; i += step, o++) output[o] = values[i]! * scale;
}

function samplesOf(
  { buffer, byteOffset, length }: Uint8Array,
  encoding: PcmEncoding,
  count: number,
  littleEndian: boolean,
): RawSamples {
  switch (encoding) {
    case 'u8': {
      const signed = new Int8Array(count);
      const bytes = new Uint8Array(buffer, byteOffset, length);
      for (let i = 0; i < count; i++) signed[i] = bytes[i]! - 128;
      return { values: signed, scale: 2 ** -7 };
    }
    case 's8':
      return { values: new Int8Array(buffer, byteOffset, count), scale: 2 ** -7 };
    case 's16':
      return { values: new Int16Array(buffer, byteOffset, count), scale: 2 ** -15 };
    case 's24': {
      const bytes = new Uint8Array(buffer, byteOffset, length);
      return { values: widen(bytes, count, littleEndian), scale: 2 ** -31 };
    }
    case 's32':
      return { values: new Int32Array(buffer, byteOffset, count), scale: 2 ** -31 };
    case 'f32':
      return { values: new Float32Array(buffer, byteOffset, count), scale: 1 };
    case 'f64':
      return { values: new Float64Array(buffer, byteOffset, count), scale: 1 };
    case 'alaw':
      return { values: expand(new Uint8Array(buffer, byteOffset, length), aLawTable()), scale: 1 };
    case 'mulaw':
      return { values: expand(new Uint8Array(buffer, byteOffset, length), muLawTable()), scale: 1 };
  }
}

/** Samples of 24 bits as the upper ones of 32. */
function widen(bytes: Uint8Array, count: number, littleEndian: boolean): Int32Array {
  const wide = new Int32Array(count);
  let i = 0;
  if (littleEndian && isLittleEndian) {
    // Four samples are three words, which is three times as fast as byte by byte.
    const { buffer, byteOffset } = align(bytes, 4);
    const words = new Int32Array(buffer, byteOffset, 3 * (count >> 2));
    for (let w = 0; w < words.length; w += 3, i += 4) {
      const first = words[w]!;
      const second = words[w + 1]!;
      const third = words[w + 2]!;
      wide[i] = first << 8;
      wide[i + 1] = ((first >>> 16) & 0xff00) | (second << 16);
      wide[i + 2] = ((second >>> 8) & 0xffff00) | (third << 24);
      wide[i + 3] = third & 0xffffff00;
    }
  }
  const low = littleEndian ? 0 : 2;
  for (let b = 3 * i; i < count; i++, b += 3) {
    wide[i] = (bytes[b + low]! << 8) | (bytes[b + 1]! << 16) | (bytes[b + 2 - low]! << 24);
  }
  return wide;
}

function expand(codes: Uint8Array, table: Float32Array): Float32Array {
  const values = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) values[i] = table[codes[i]!]!;
  return values;
}

function align(bytes: Uint8Array, width: number): Uint8Array {
  return bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
}

function reversed(bytes: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  if (width === 2) {
    // Word by word, which is several times as fast.
    const { buffer, byteOffset } = align(bytes, width);
    const [from, to] = [new Uint16Array(buffer, byteOffset, bytes.length / 2), new Uint16Array(out.buffer)];
    for (let i = 0; i < from.length; i++) to[i] = (from[i]! << 8) | (from[i]! >>> 8);
    return out;
  }
  for (let i = 0; i < bytes.length; i += width) {
    for (let b = 0; b < width; b++) out[i + b] = bytes[i + width - 1 - b]!;
  }
  return out;
}
