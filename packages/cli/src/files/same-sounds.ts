import { createHash } from 'node:crypto';
import { DspError } from '@ser/dsp';
import { openAudioFile } from '@ser/dsp/node';
import { sameBytes } from './same-bytes.ts';

/** What a file says of its sound; two that differ in it hold other samples. */
export interface SoundShape {
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly frames: number;
}

/**
 * Groups of files that hold the same samples, two or more each, whatever their container: a WAV and the FLAC of it, a copy with
 * other tags. Only files that agree in rate, channels and length are decoded, and of copies byte for byte one.
 *
 * @param onDamaged Is told of each file whose sound cannot be decoded to its end; it is no copy of another.
 */
export async function sameSounds(
  files: ReadonlyMap<string, SoundShape>,
  signal: AbortSignal,
  onDamaged: (path: string, error: DspError) => void,
): Promise<{ readonly paths: readonly string[]; readonly sameBytes: boolean }[]> {
  const copiesOf = new Map((await sameBytes(files.keys(), signal)).map((group) => [group[0]!, group]));
  const copies = new Set([...copiesOf.values()].flatMap((group) => group.slice(1)));
  const byShape = new Map<string, string[]>();
  for (const [path, { sampleRate, channelCount, frames }] of files) {
    if (copies.has(path)) continue;
    const shape = `${sampleRate} ${channelCount} ${frames}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), path]);
  }
  const damaged = (path: string) => (error: unknown) => {
    if (!DspError.isInstance(error)) throw error;
    onDamaged(path, error);
    return path;
  };
  const bySound = new Map<string, string[]>();
  for (const [shape, alike] of byShape) {
    for (const path of alike) {
      const sound =
        alike.length === 1 ? path : await soundOf(path, signal).then((own) => `${shape} ${own}`, damaged(path));
      bySound.set(sound, [...(bySound.get(sound) ?? []), path]);
    }
  }
  return [...bySound.values()]
    .map((group) => ({
      paths: group.flatMap((path) => copiesOf.get(path) ?? [path]),
      sameBytes: group.length === 1,
    }))
    .filter(({ paths }) => paths.length > 1);
}

/** Digest of the samples of a file, channel by channel, so that it does not matter how they are cut into pieces. */
async function soundOf(path: string, signal: AbortSignal): Promise<string> {
  const audio = await openAudioFile(path);
  try {
    const digests = Array.from({ length: audio.channelCount }, () => createHash('sha256'));
    for await (const piece of audio.read({ signal })) {
      for (const [i, { buffer, byteOffset, byteLength }] of piece.entries())
        digests[i]!.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
    return digests.map((digest) => digest.digest('hex')).join(' ');
  } finally {
    await audio.close();
  }
}
