import type { AudioInput } from './codecs/byte-source.ts';
import type { OpenAudio } from './codecs/codec.ts';
import { nameFile, type OpenAudioOptions, openAudio } from './codecs/open-audio.ts';
import { DspError } from './errors.ts';
import { type OwnedFloat32, type OwnedFloat64, type OwnedSignal, requireFinite, type Signal } from './signal.ts';
import { createSignal } from './wav/channels.ts';
import type { Audio } from './wav/decode-wav.ts';
import type { DecodeWavOptions } from './wav/decode-wav-options.ts';
import { checkRange, frameRange } from './wav/frame-range.ts';

/** Options of {@link decodeAudio}. */
export interface DecodeAudioOptions extends DecodeWavOptions, OpenAudioOptions {
  /** Stops between two pieces, with the signal's reason as the error. @default none */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decodes audio of any format: WAV, AIFF and AU here; FLAC, Ogg Vorbis, Opus (Ogg, WebM) and MP3 by the optional packages
 * `@audio/decode-flac`, `-vorbis`, `-opus` and `-mp3`, loaded when such a file is met; all else by `decode`.
 *
 * Samples are libsndfile's within 1e-6, without the silence that encoders add in front and behind. `offset` and `duration`
 * select whole frames at the file's own rate, rounded down; compressed files are decoded from their start to the end of
 * that part, others in that part alone.
 *
 * @param input The bytes of a file, or a `Blob`; a path is read by `loadAudioFile` of `@ser/dsp/node`.
 * @returns One signal per channel, and the sample rate in Hz.
 * @throws {@link DspError} `missing-package`, `invalid-audio`, `invalid-wav`, `unsupported-wav`, `invalid-option`, or
 * `non-finite` (see `nonFinite`).
 */
export function decodeAudio(
  input: AudioInput,
  options: DecodeAudioOptions & { dtype: 'float64' },
): Promise<Audio<OwnedFloat64>>;
export function decodeAudio(
  input: AudioInput,
  options?: DecodeAudioOptions & { dtype?: 'float32' },
): Promise<Audio<OwnedFloat32>>;
export function decodeAudio(input: AudioInput, options?: DecodeAudioOptions): Promise<Audio<OwnedSignal>>;
export async function decodeAudio(input: AudioInput, options: DecodeAudioOptions = {}): Promise<Audio> {
  checkRange(options);
  const audio = await openAudio(input, options);
  try {
    return await readChannels(audio, options);
  } catch (error) {
    throw nameFile(error, nameOf(input, options));
  } finally {
    await audio.close();
  }
}

/** What messages call the input. */
export function nameOf(input: AudioInput, { name }: OpenAudioOptions): string | undefined {
  return name ?? (input as { readonly name?: string }).name;
}

/** The wanted part of opened audio, as a whole. */
export async function readChannels(audio: OpenAudio, options: DecodeAudioOptions): Promise<Audio> {
  const { dtype, signal, nonFinite = 'error' } = options;
  const { channelCount, sampleRate, frames } = audio;
  const range = frameRange({ frames: frames ?? Number.POSITIVE_INFINITY, sampleRate }, options);
  const pieces: Signal[][] = [];
  let length = 0;
  for await (const piece of audio.read({ ...range, ...(dtype && { dtype }), ...(signal && { signal }) })) {
    signal?.throwIfAborted();
    pieces.push(piece);
    length += piece[0]!.length;
  }
  if (length === 0 && frames === undefined && range.first > 0 && range.count > 0) {
    throw new DspError('invalid-option', `offset must lie within the file. Received ${options.offset} s.`);
  }
  const channels = Array.from({ length: channelCount }, (_, channel) => {
    if (pieces.length === 1) return pieces[0]![channel]!;
    const whole = createSignal(length, dtype);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece[channel]!, at);
      at += piece[channel]!.length;
    }
    return whole;
  });
  if (nonFinite === 'error') {
    for (const [index, channel] of channels.entries()) requireFinite(channel, `channel ${index} of the file`);
  }
  return { channels, sampleRate };
}
