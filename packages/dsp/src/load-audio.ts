import { resample } from './resample/resample.ts';
import type { Signal } from './signal.ts';
import { toMono } from './to-mono.ts';
import { type Audio, type DecodeWavOptions, decodeWav } from './wav/decode-wav.ts';

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
  return finish(decodeWav(bytes, options), options);
}

/** What follows decoding, whether the bytes came from memory or from a file. */
export function finish(audio: Audio, { sampleRate = 22050, mono = true }: LoadAudioOptions): MonoAudio | Audio {
  const to = sampleRate ?? audio.sampleRate;
  const convert = (samples: Signal): Signal =>
    to === audio.sampleRate ? samples : resample(samples, { from: audio.sampleRate, to });
  if (!mono) return { channels: audio.channels.map(convert), sampleRate: to };
  const only = audio.channels.length === 1 ? audio.channels[0]! : toMono(audio.channels);
  return { samples: convert(only), sampleRate: to };
}
