import type { Codec } from '../codec.ts';
import { oggContent } from '../ogg.ts';
import { importDecoder, streamAudio } from '../stream-audio.ts';

const name = '@audio/decode-opus';

/** Ogg Opus, by `@audio/decode-opus`: libopus as WebAssembly, at 48 kHz. */
export const opusCodec: Codec = {
  name: 'opus',
  sniff: (head) => oggContent(head) === 'opus',
  open: async (source) =>
    streamAudio(source, { format: 'Ogg Opus', package: name, create: await importDecoder(name, 'Ogg Opus') }),
};
