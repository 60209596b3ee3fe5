import { DspError } from '../errors.ts';
import { audioCodecs } from './audio-codecs.ts';
import { type AudioInput, byteSource, skipTags } from './byte-source.ts';
import type { ByteSource, Codec, DecodeHook, OpenAudio } from './codec.ts';
import { foreignFormat } from './foreign-formats.ts';
import { hookAudio } from './hook-audio.ts';
import { isProtectedMp4 } from './mp4-protection.ts';

/** Options of {@link openAudio}. */
export interface OpenAudioOptions {
  /** The formats to try, in this order. @default audioCodecs */
  readonly codecs?: readonly Codec[] | undefined;
  /** Decodes what no row can: AAC and MP4 in browsers by `webAudioDecoder`, or any other decoder. @default none */
  readonly decode?: DecodeHook | undefined;
  /** Seconds after which `decode` counts as hanging; above 0. @default 300 */
  readonly decodeTimeout?: number | undefined;
  /** What error messages call the file. @default the name of a `File` */
  readonly name?: string | undefined;
}

/**
 * Opens audio of any format: tells it by its first bytes and finds what decodes it.
 *
 * @param input A file's bytes as `Uint8Array`, `ArrayBuffer` or `Blob`, or a source that is read in pieces.
 * @throws {@link DspError} `missing-package` where what decodes the format is not installed, with the command that
 * installs it; `invalid-audio` where no format is known or the file is damaged; `invalid-wav`, `unsupported-wav`.
 */
export async function openAudio(input: AudioInput, options: OpenAudioOptions = {}): Promise<OpenAudio> {
  const whole = byteSource(input, options.name);
  try {
    return await open(await skipTags(whole), whole, options);
  } catch (error) {
    throw nameFile(error, whole.name);
  }
}

async function open(source: ByteSource, whole: ByteSource, options: OpenAudioOptions): Promise<OpenAudio> {
  const { codecs = audioCodecs, decode } = options;
  const head = await source.read({ offset: 0, length: 4096 });
  const failures: DspError[] = [];
  const format = foreignFormat(head);
  if (format?.isMedia && (await isProtectedMp4(source))) {
    throw new DspError(
      'invalid-audio',
      `${format.name}: the file is protected (DRM), so that nothing decodes it. Get a copy without protection.`,
    );
  }
  for (const codec of codecs) {
    if (!codec.sniff(head)) continue;
    try {
      return await codec.open(codec.usesTags ? whole : source);
    } catch (error) {
      if (!DspError.isInstance(error)) {
        throw new DspError('invalid-audio', `The codec ${codec.name} failed: ${error}`, { cause: error });
      }
      // Another row may know a form that this one does not.
      if (error.code !== 'missing-package' && error.code !== 'unsupported-wav') throw error;
      failures.push(error);
    }
  }
  if (decode && (failures.length > 0 || format === undefined || format.isMedia)) {
    return hookAudio(whole, decode, { format: format?.name ?? 'unknown', timeout: options.decodeTimeout });
  }
  if (failures.length > 0) throw failures[0];
  const start = Array.from(head.subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  if (format?.isMedia) {
    throw new DspError(
      'missing-package',
      `${format.name} (starts ${start}) is decoded by nothing that is installed. In Node, ffmpeg does it once it is ` +
        'installed (see findFfmpeg of @ser/dsp/node); in browsers pass { decode: webAudioDecoder(audioContext) }.',
    );
  }
  throw new DspError(
    'invalid-audio',
    source.size === 0
      ? 'The file is empty.'
      : `${format ? `This is ${format.name}` : 'No audio format is known that begins so'}: ${whole.size} bytes starting ${start}.`,
  );
}

/** The same error with the file's name in front. */
export function nameFile(error: unknown, name: string | undefined): unknown {
  if (name === undefined || !DspError.isInstance(error) || error.message.startsWith(`${name}: `)) return error;
  return new DspError(error.code, `${name}: ${error.message}`, { cause: error });
}
