import type { Codec } from '../codec.ts';
import { oggContent } from '../ogg.ts';
import { importDecoder, streamAudio } from '../stream-audio.ts';

const name = '@audio/decode-vorbis';

/** Ogg Vorbis, by `@audio/decode-vorbis`: libvorbis as WebAssembly. */
export const vorbisCodec: Codec = {
  name: 'vorbis',
  sniff: (head) => oggContent(head) === 'vorbis',
  open: async (source) =>
    streamAudio(source, { format: 'Ogg Vorbis', package: name, create: await importDecoder(name, 'Ogg Vorbis') }),
};
