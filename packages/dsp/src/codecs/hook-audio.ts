import { DspError } from '../errors.ts';
import { isSignal, type Signal } from '../signal.ts';
import { requirePositive } from '../validate.ts';
import type { ByteSource, DecodeHook, OpenAudio } from './codec.ts';

/** Audio that the caller's own decoder has decoded as a whole. */
export async function hookAudio(
  source: ByteSource,
  decode: DecodeHook,
  { format, timeout = 300 }: { format: string; timeout: number | undefined },
): Promise<OpenAudio> {
  requirePositive('decodeTimeout', timeout);
  const bytes = await source.read({ offset: 0, length: source.size });
  const { channels, sampleRate } = await inTime(decode, bytes, { format, name: source.name }, timeout);
  const length = channels[0]?.length;
  if (!(sampleRate > 0) || length === undefined || !channels.every((c) => isSignal(c) && c.length === length)) {
    throw new DspError(
      'invalid-audio',
      `The decode function must give { channels, sampleRate }: signals of one length, and Hz. It gave ` +
        `${channels.length} channels at ${sampleRate} Hz.`,
    );
  }
  return {
    sampleRate,
    channelCount: channels.length,
    frames: length,
    format,
    decoder: 'decode',
    async *read({ first = 0, count = length, dtype } = {}) {
      const part = channels.map((channel): Signal => channel.slice(first, first + count));
      if (part[0]!.length > 0) yield dtype === 'float64' ? part.map((c) => Float64Array.from(c)) : part.map(toFloat32);
    },
    close: async () => {},
  };
}

function toFloat32(samples: Signal): Float32Array {
  return Float32Array.from(samples);
}

async function inTime(
  decode: DecodeHook,
  bytes: Uint8Array,
  about: Parameters<DecodeHook>[1],
  timeout: number,
): ReturnType<DecodeHook> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DspError('invalid-audio', `The decode function has given nothing for ${timeout} s (decodeTimeout).`));
    }, timeout * 1000);
  });
  try {
    return await Promise.race([decode(bytes, about), late]);
  } catch (cause) {
    if (DspError.isInstance(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DspError('invalid-audio', `The decode function failed on ${about.format}: ${reason}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
