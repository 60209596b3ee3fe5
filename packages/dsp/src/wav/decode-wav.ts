import { DspError } from '../errors.ts';
import { requireFinite, type Signal } from '../signal.ts';
import { type WavHeader, walkHeader } from './header.ts';
import { decodeSamples } from './samples.ts';

/** Options of {@link decodeWav}. */
export interface DecodeWavOptions {
  /** Skip so much of the start, in seconds; rounded down to whole frames. @default 0 */
  readonly offset?: number;
  /** Decode so much at most, in seconds; rounded down to whole frames. @default everything */
  readonly duration?: number;
  /** Precision of the samples. Only 32-bit integer and 64-bit float files hold more than float32. @default 'float32' */
  readonly dtype?: 'float32' | 'float64';
  /** What to do about NaN and infinities, which only float files can hold: refuse, or hand on. @default 'error' */
  readonly nonFinite?: 'error' | 'keep';
}

/** Decoded audio: one signal a channel, all of the same length. */
export interface Audio<S extends Signal = Signal> {
  /** Nominally in [-1, 1]; float files may go beyond and are not clipped. */
  readonly channels: S[];
  /** In Hz. */
  readonly sampleRate: number;
}

/**
 * Decodes a WAV file: 8-, 16-, 24- and 32-bit PCM, 32- and 64-bit float, A-law and µ-law, plain or
 * WAVE_FORMAT_EXTENSIBLE, in RIFF, RIFX, RF64 and BW64 containers.
 *
 * Integers of b bits are divided by 2^(b−1) on both sides, so full scale is −1 … 1 − 2^(1−b): libsndfile's values, and
 * so `soundfile.read`'s and `librosa.load`'s, bit for bit. A file cut short yields the frames that are there. `offset`
 * and `duration` decode that part alone.
 *
 * @throws {@link DspError} `invalid-wav`, `unsupported-wav`, `invalid-option`, or `non-finite` (see `nonFinite`).
 */
export function decodeWav(bytes: Uint8Array, options: DecodeWavOptions & { dtype: 'float64' }): Audio<Float64Array>;
export function decodeWav(bytes: Uint8Array, options?: DecodeWavOptions & { dtype?: 'float32' }): Audio<Float32Array>;
export function decodeWav(bytes: Uint8Array, options?: DecodeWavOptions): Audio;
export function decodeWav(bytes: Uint8Array, options: DecodeWavOptions = {}): Audio {
  const header = readWavHeader(bytes);
  const { first, count } = frameRange(header, options);
  const channels = createChannels(header, count, options);
  const start = header.dataOffset + first * header.frameBytes;
  decodeSamples(bytes.subarray(start, start + count * header.frameBytes), header, channels);
  checkFinite(channels, header, options);
  return { channels, sampleRate: header.sampleRate };
}

/**
 * Reads where the samples of a WAV file lie and how they are coded, without touching them.
 *
 * @throws {@link DspError} `invalid-wav` or `unsupported-wav`.
 */
export function readWavHeader(bytes: Uint8Array): WavHeader {
  if (!(bytes instanceof Uint8Array)) {
    throw new DspError(
      'invalid-wav',
      `A WAV file must be given as a Uint8Array or Buffer; received ${Object.prototype.toString.call(bytes)}. ` +
        'Wrap an ArrayBuffer as new Uint8Array(buffer).',
    );
  }
  const walk = walkHeader(bytes.length);
  let step = walk.next();
  while (!step.done) step = walk.next(bytes.subarray(step.value.offset, step.value.offset + step.value.length));
  return step.value;
}

/**
 * The frames that `offset` and `duration` select, truncated to whole frames at the file's own rate as librosa does.
 *
 * @throws {@link DspError} `invalid-option` for negative values and for an offset beyond the end.
 */
export function frameRange(
  { frames, sampleRate }: WavHeader,
  { offset = 0, duration }: Pick<DecodeWavOptions, 'offset' | 'duration'>,
): { first: number; count: number } {
  if (!(offset >= 0)) {
    throw new DspError('invalid-option', `offset must be at least 0 seconds. Received ${offset}.`);
  }
  if (duration !== undefined && !(duration >= 0)) {
    throw new DspError('invalid-option', `duration must be at least 0 seconds. Received ${duration}.`);
  }
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

/** One empty signal a channel. */
export function createChannels({ channelCount }: WavHeader, length: number, { dtype }: DecodeWavOptions): Signal[] {
  const Type = dtype === 'float64' ? Float64Array : Float32Array;
  return Array.from({ length: channelCount }, () => new Type(length));
}

/** Refuses NaN and infinities unless they are to be kept; integer files cannot hold any and are not searched. */
export function checkFinite(
  channels: readonly Signal[],
  { encoding }: WavHeader,
  { nonFinite = 'error' }: DecodeWavOptions,
): void {
  if (nonFinite === 'keep' || (encoding !== 'f32' && encoding !== 'f64')) return;
  channels.forEach((channel, index) => {
    requireFinite(channel, `channel ${index} of the WAV file`);
  });
}
