import type { OwnedFloat32, OwnedFloat64, OwnedSignal, Signal } from '../signal.ts';
import { checkFinite, createChannels } from './channels.ts';
import type { DecodeWavOptions } from './decode-wav-options.ts';
import { blocksOf, frameRange, pcmOf } from './frame-range.ts';
import { readWavHeader } from './read-wav-header.ts';
import { decodeSamples } from './samples.ts';

/** Decoded audio: one signal a channel, all of the same length. */
export interface Audio<S extends Signal = Signal> {
  /** Nominally in [-1, 1]; float files may go beyond and are not clipped. */
  readonly channels: S[];
  /** In Hz. */
  readonly sampleRate: number;
}

/**
 * Decodes a WAV file: 8-, 16-, 24- and 32-bit PCM, 32- and 64-bit float, A-law, µ-law and IMA
 * ADPCM, plain or WAVE_FORMAT_EXTENSIBLE, in RIFF, RIFX, RF64 and BW64 containers.
 *
 * Integers of b bits are divided by 2^(b−1) on both sides, so full scale is −1 … 1 − 2^(1−b): libsndfile's values, and
 * so `soundfile.read`'s and `librosa.load`'s, bit for bit. A file cut short yields the frames that are there. `offset`
 * and `duration` decode that part alone.
 *
 * @throws {@link DspError} `invalid-wav`, `unsupported-wav`, `invalid-option`, or `non-finite` (see `nonFinite`).
 */
export function decodeWav(bytes: Uint8Array, options: DecodeWavOptions & { dtype: 'float64' }): Audio<OwnedFloat64>;
export function decodeWav(bytes: Uint8Array, options?: DecodeWavOptions & { dtype?: 'float32' }): Audio<OwnedFloat32>;
export function decodeWav(bytes: Uint8Array, options?: DecodeWavOptions): Audio<OwnedSignal>;
export function decodeWav(bytes: Uint8Array, options: DecodeWavOptions = {}): Audio {
  const header = readWavHeader(bytes);
  const range = frameRange(header, options);
  const channels = createChannels(header, range.count, options);
  const { offset, length } = blocksOf(header, range);
  const pcm = pcmOf(bytes.subarray(offset, offset + length), header, range);
  decodeSamples(pcm.bytes, pcm.format, channels);
  checkFinite(channels, pcm.format, options);
  return { channels, sampleRate: header.sampleRate };
}
