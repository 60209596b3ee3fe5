import { resample, resampleSource } from './resample/resample.ts';
import { createSource } from './resample/source.ts';
import type { Signal } from './signal.ts';
import { toMono } from './to-mono.ts';
import { canHoldNonFinite, checkFinite, createChannels, createSignal } from './wav/channels.ts';
import type { Audio, DecodeWavOptions } from './wav/decode-wav.ts';
import type { WavFormat } from './wav/format.ts';
import { frameBytesOf, frameRange } from './wav/frame-range.ts';
import { readWavHeader } from './wav/read-wav-header.ts';
import { decodeSamples } from './wav/samples.ts';

/** Options of {@link loadAudio}. */
export interface LoadAudioOptions extends DecodeWavOptions {
  /** Sample rate of the result in Hz, or null to keep the file's. @default 22050 */
  readonly sampleRate?: number | null;
  /** Mix all channels down to their mean. @default true */
  readonly mono?: boolean;
}

/** A mono signal and its sample rate in Hz. */
export interface MonoAudio<S extends Signal = Signal> {
  readonly samples: S;
  readonly sampleRate: number;
}

/**
 * Loads a WAV file as a signal ready for analysis: decode the wanted part, mix to mono, resample.
 *
 * `offset` and `duration` select whole frames at the file's own rate, before resampling; a file that is shorter than
 * `offset + duration` gives what it has, without padding (see `fixLength`). Source: `librosa.load` 0.11.
 *
 * @returns `{ samples, sampleRate }`; with `mono: false` `{ channels, sampleRate }`.
 * @throws {@link DspError} as `decodeWav` and `resample` do.
 */
export function loadAudio(bytes: Uint8Array, options: LoadAudioOptions & { mono: false }): Audio;
export function loadAudio(
  bytes: Uint8Array,
  options: LoadAudioOptions & { mono?: true; dtype: 'float64' },
): MonoAudio<Float64Array>;
export function loadAudio(
  bytes: Uint8Array,
  options?: LoadAudioOptions & { mono?: true; dtype?: 'float32' },
): MonoAudio<Float32Array>;
export function loadAudio(bytes: Uint8Array, options?: LoadAudioOptions): MonoAudio | Audio;
export function loadAudio(bytes: Uint8Array, options: LoadAudioOptions = {}): MonoAudio | Audio {
  const header = readWavHeader(bytes);
  return loadFrames(frameBytesOf(bytes, header, frameRange(header, options)), header, options);
}

/** Decodes, mixes and resamples frames. */
export function loadFrames(bytes: Uint8Array, format: WavFormat, options: LoadAudioOptions): MonoAudio | Audio {
  const { sampleRate, mono = true, dtype } = options;
  const from = format.sampleRate;
  const to = sampleRate === undefined ? 22050 : (sampleRate ?? from);
  const length = bytes.length / format.frameBytes;
  if (!mono || canHoldNonFinite(format)) {
    const channels = createChannels(format, length, options);
    decodeSamples(bytes, format, channels);
    checkFinite(channels, format, options);
    return resampleChannels(channels, from, to, mono);
  }
  // Decoded and mixed block by block on its way into the resampler: the signal at the file's rate never exists.
  const source = createSource(length, (start, end, target, at) => {
    const frames = bytes.subarray(start * format.frameBytes, end * format.frameBytes);
    if (format.channelCount === 1) return decodeSamples(frames, format, [target], at);
    const channels = createChannels(format, end - start, options);
    decodeSamples(frames, format, channels);
    target.set(toMono(channels), at);
  });
  return { samples: resampleSource(source, createSignal(0, dtype), length, { from, to }), sampleRate: to };
}

/** Mixes and resamples decoded channels. */
export function resampleChannels(channels: Signal[], from: number, to: number, mono: boolean): MonoAudio | Audio {
  const convert = (samples: Signal): Signal => (from === to ? samples : resample(samples, { from, to }));
  if (!mono) return { channels: channels.map(convert), sampleRate: to };
  return { samples: convert(channels.length === 1 ? channels[0]! : toMono(channels)), sampleRate: to };
}
