import type { AudioInput } from './codecs/byte-source.ts';
import { nameFile, openAudio } from './codecs/open-audio.ts';
import { type DecodeAudioOptions, nameOf, readChannels } from './decode-audio.ts';
import { type LoadWavOptions, loadFrames, type MonoAudio, resampleChannels } from './load-wav.ts';
import type { OwnedFloat32, OwnedFloat64, OwnedSignal } from './signal.ts';
import type { Audio } from './wav/decode-wav.ts';
import { sampleBytes } from './wav/format.ts';
import { checkRange, frameRange } from './wav/frame-range.ts';

/** Options of {@link loadAudio}. */
export interface LoadAudioOptions extends DecodeAudioOptions, LoadWavOptions {}

/** Stored samples up to so many bytes are taken at once, and mixed and resampled on their way. */
const atOnceBytes = 2 ** 24;

/**
 * Loads audio of any format as a signal ready for analysis: decode the wanted part, mix to mono, resample.
 *
 * `offset` and `duration` select whole frames at the file's own rate, before resampling; a file that is shorter than
 * `offset + duration` gives what it has, without padding (see `fixLength`). `decodeAudio` says which formats need what.
 * Source: `librosa.load` 0.11.
 *
 * @param input The bytes of a file, or a `Blob`; a path is read by `loadAudioFile` of `@ser/dsp/node`.
 * @returns `{ samples, sampleRate }`; with `mono: false` `{ channels, sampleRate }`.
 * @throws {@link DspError} as `decodeAudio` and `resample` do.
 */
export function loadAudio(input: AudioInput, options: LoadAudioOptions & { mono: false }): Promise<Audio<OwnedSignal>>;
export function loadAudio(
  input: AudioInput,
  options: LoadAudioOptions & { mono?: true; dtype: 'float64' },
): Promise<MonoAudio<OwnedFloat64>>;
export function loadAudio(
  input: AudioInput,
  options?: LoadAudioOptions & { mono?: true; dtype?: 'float32' },
): Promise<MonoAudio<OwnedFloat32>>;
export function loadAudio(
  input: AudioInput,
  options?: LoadAudioOptions,
): Promise<MonoAudio<OwnedSignal> | Audio<OwnedSignal>>;
export async function loadAudio(input: AudioInput, options: LoadAudioOptions = {}): Promise<MonoAudio | Audio> {
  checkRange(options);
  options.signal?.throwIfAborted();
  const audio = await openAudio(input, options);
  try {
    const { pcm, frames, channelCount } = audio;
    if (pcm && frames !== undefined) {
      const range = frameRange({ frames, sampleRate: audio.sampleRate }, options);
      if (range.count * channelCount * sampleBytes.f64 <= atOnceBytes) return loadFrames(await pcm(range), options);
    }
    const { channels } = await readChannels(audio, options);
    const { sampleRate, mono = true } = options;
    const to = sampleRate === undefined ? 22050 : (sampleRate ?? audio.sampleRate);
    return resampleChannels(channels, audio.sampleRate, to, mono);
  } catch (error) {
    throw nameFile(error, nameOf(input, options));
  } finally {
    await audio.close();
  }
}
