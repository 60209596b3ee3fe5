import { aiffCodec } from './aiff/aiff-codec.ts';
import { auCodec } from './au/au-codec.ts';
import type { Codec } from './codec.ts';
import { flacCodec } from './flac/flac-codec.ts';
import { mp3Codec } from './mp3/mp3-codec.ts';
import { opusCodec } from './opus/opus-codec.ts';
import { vorbisCodec } from './vorbis/vorbis-codec.ts';
import { wavCodec } from './wav/wav-codec.ts';
import { webmCodec } from './webm/webm-codec.ts';

/**
 * The formats that this package reads: WAV, AIFF and AU by itself, FLAC, Ogg Vorbis, Opus (Ogg, WebM) and MP3 by optional packages.
 *
 * The first row that knows a file and has what decodes it is taken. `{ codecs: [mine, ...audioCodecs] }` adds one.
 */
export const audioCodecs: readonly Codec[] = [
  wavCodec,
  aiffCodec,
  auCodec,
  flacCodec,
  vorbisCodec,
  opusCodec,
  webmCodec,
  mp3Codec,
];
