import { walkHeader } from '../../wav/header.ts';
import type { WavHeader } from '../../wav/wav-header.ts';
import type { ByteSource, Codec } from '../codec.ts';
import { pcmAudio } from '../pcm-audio.ts';

const starts: readonly string[] = ['RIFF', 'RIFX', 'RF64', 'BW64'];

/** WAV, by this package itself. */
export const wavCodec: Codec = {
  name: 'wav',
  sniff: (head) =>
    starts.includes(String.fromCharCode(...head.subarray(0, 4))) &&
    String.fromCharCode(...head.subarray(8, 12)) === 'WAVE',
  async open(source) {
    const header = await readWavHeaderOf(source);
    return pcmAudio(source, header, 'WAV', header.missingBytes);
  },
};

/** The header of a WAV file that is read in pieces. */
export async function readWavHeaderOf(source: ByteSource): Promise<WavHeader> {
  const walk = walkHeader(source.size);
  let step = walk.next();
  while (!step.done) step = walk.next(await source.read(step.value));
  return step.value;
}
