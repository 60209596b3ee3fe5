import type { Codec } from '../codec.ts';
import { importDecoder, streamAudio } from '../stream-audio.ts';
import { findMp3Frame } from './find-mp3-frame.ts';

const name = '@audio/decode-mp3';

/** MP3 (and MP1, MP2), by `@audio/decode-mp3`: mpg123 as WebAssembly, without the delay of the encoder. */
export const mp3Codec: Codec = {
  name: 'mp3',
  sniff: (head) => findMp3Frame(head) !== undefined,
  async open(source) {
    const create = await importDecoder(name, 'MP3');
    const frame = findMp3Frame(await source.read({ offset: 0, length: 4096 }));
    // The decoder gives two channels of a file of one.
    return streamAudio(source, { format: 'MP3', package: name, create, channelCount: frame?.channelCount ?? 2 });
  },
};
