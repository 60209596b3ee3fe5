import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { colormap, DspError, encodePng, encodeWav, fixLength, loadAudio, melSpectrogram, powerToDb } from '@ser/dsp';
import { fileCodecs } from '@ser/dsp/node';
import { walkFiles } from '@ser/files';
import type { Settings } from '../settings/settings.ts';
import type { Attachment } from './document.ts';
import { openOpusEncoder } from './encode-opus.ts';

/**
 * Where the page has its sounds from: in itself as far as its weight allows, all in itself as WAV or as Opus, where the recordings
 * lie, or nowhere.
 */
export const AUDIO_CHOICES = ['auto', 'embed', 'opus', 'link', 'none'] as const;
export type AudioChoice = (typeof AUDIO_CHOICES)[number];

/** A recording to look at and to listen to, or why there is none. */
export type Clip =
  | {
      /** Unique in the page; letters, digits and dashes. */
      readonly name: string;
      /** The spectrogram in colors, of the files that stand in the page by themselves. */
      readonly picture: Attachment | null;
      /** The spectrogram as a small gray PNG. */
      readonly thumbnail: Uint8Array;
      /** The recording, mono at 16 kHz, where the page carries it. */
      readonly sound: Attachment | null;
      /** Where the recording lies, from the page; null where the page carries it or has no sound. */
      readonly link: string | null;
    }
  | { readonly problem: string };

/** Recordings by file name. */
export type Clips = ReadonlyMap<string, Clip>;

export interface ReadClipsOptions {
  /** Folder of the recordings. */
  readonly data: string;
  /** Folder of the page, which links start from. */
  readonly page: string;
  readonly audio: AudioChoice;
  /** How many of the first files stand in the page by themselves, with a picture in colors. */
  readonly shown: number;
  readonly settings: Pick<Settings, 'sampleRate' | 'duration' | 'nMels' | 'nFft' | 'hopLength' | 'fMin' | 'fMax'>;
}

/** Players hold this much at most, so that ten of them fit into a page. */
const PLAYER = { sampleRate: 16_000, duration: 6 } as const;
const PICTURE = { width: 256, height: 128 } as const;
/** Small pictures: mel bands, frames, decibels below the maximum, shades of gray. */
const THUMBNAIL = { bands: 48, frames: 112, range: 60, shades: 10 } as const;
/** What the sounds of a page weigh together where the program chooses, in bytes: a third more as text. */
const SOUNDS = 2.2e6;

/** Finds files by name anywhere below the data folder, and makes pictures and small mono WAVs of them, the first files first. */
export async function readClips(files: readonly string[], options: ReadClipsOptions): Promise<Clips> {
  const encode = options.audio === 'opus' ? await openOpusEncoder() : null;
  const paths = await findFiles(new Set(files), options.data);
  const clips = new Map<string, Clip>();
  let left = options.audio === 'embed' || encode ? Number.POSITIVE_INFINITY : options.audio === 'auto' ? SOUNDS : 0;
  for (const [i, file] of files.entries()) {
    const path = paths?.get(file);
    const clip: Clip =
      path === undefined
        ? { problem: paths ? 'the audio is not in the data folder any more' : 'the data folder is not at hand' }
        : await readClip(path, i, left, options, encode);
    if ('sound' in clip) left -= clip.sound?.bytes.length ?? 0;
    clips.set(file, clip);
  }
  return clips;
}

async function readClip(
  path: string,
  i: number,
  left: number,
  { audio, page, shown, settings }: ReadClipsOptions,
  encode: ((wav: Uint8Array) => Promise<Uint8Array>) | null,
): Promise<Clip> {
  const name = `${i < shown ? 'mistake' : 'file'}-${String(i + 1).padStart(2, '0')}`;
  try {
    const bytes = await readFile(path);
    const { samples, sampleRate } = await loadAudio(bytes, { ...PLAYER, codecs: fileCodecs });
    const wav = encodeWav({ channels: [samples], sampleRate }, { bitDepth: 16 });
    const isEmbedded = wav.length <= left;
    return {
      name,
      picture:
        i < shown
          ? {
              name: `${name}.png`,
              bytes: await drawSpectrogram(bytes, settings),
              alt: `Mel spectrogram, ${settings.duration} s.`,
            }
          : null,
      thumbnail: drawThumbnail(samples, sampleRate),
      sound: isEmbedded
        ? {
            name: `${name}.${encode ? 'opus' : 'wav'}`,
            bytes: encode ? await encode(wav) : wav,
            alt: `Recording, ${(samples.length / sampleRate).toFixed(1)} s`,
          }
        : null,
      link: isEmbedded || audio === 'none' ? null : addressOf(path, page),
    };
  } catch (error) {
    if (DspError.isInstance(error) || (error as NodeJS.ErrnoException).code) {
      return { problem: `the audio cannot be read (${(error as Error).message.replaceAll(path, 'the file')})` };
    }
    throw error;
  }
}

/** A file as an address from the page's folder; a whole one where they lie on different drives. */
function addressOf(path: string, page: string): string {
  const way = relative(page, path);
  return isAbsolute(way) ? pathToFileURL(path).href : way.split(sep).map(encodeURIComponent).join('/');
}

/** The clip as long as the models hear it, in decibels below its maximum, low frequencies at the bottom. */
async function drawSpectrogram(bytes: Uint8Array, settings: ReadClipsOptions['settings']): Promise<Uint8Array> {
  const { sampleRate, duration, nMels, nFft, hopLength, fMin, fMax } = settings;
  const { samples } = await loadAudio(bytes, { sampleRate, duration, codecs: fileCodecs });
  const signal = fixLength(samples, { size: Math.floor(duration * sampleRate) });
  const mel = melSpectrogram(signal, { sampleRate, nMels, nFft, hopLength, fMin, fMax });
  return encodePng(colormap(powerToDb(mel, { ref: 'max' }), { ...PICTURE, name: 'magma', origin: 'lower' }));
}

/** All of the player's sound, loud is dark, low frequencies at the bottom; few shades, so that hundreds fit into a page. */
function drawThumbnail(samples: Float32Array, sampleRate: number): Uint8Array {
  const { bands, frames, range, shades } = THUMBNAIL;
  const mel = melSpectrogram(fixLength(samples, { size: Math.max(samples.length, sampleRate / 8) }), {
    sampleRate,
    nMels: bands,
    nFft: 1024,
    hopLength: Math.max(128, Math.ceil(samples.length / frames)),
  });
  const decibels = powerToDb(mel, { ref: 'max', topDb: range });
  const [rows, columns] = decibels.shape;
  const data = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const loudness = 1 + decibels.get(rows - 1 - i, j) / range;
      data[i * columns + j] = 1 - Math.round(loudness * (shades - 1)) / (shades - 1);
    }
  }
  return encodePng({ data, shape: [rows, columns], stride: [columns, 1], offset: 0 });
}

/** Paths by file name, the first in the folder's order; undefined where the folder cannot be read. */
async function findFiles(wanted: ReadonlySet<string>, data: string): Promise<Map<string, string> | undefined> {
  if (wanted.size === 0) return new Map();
  try {
    const root = resolve(data);
    const { files } = await walkFiles(root);
    const found = files.flatMap(({ path, relativePath, name }) =>
      // A recording is called by its file name, or by its path below the corpus.
      [relativePath, name]
        .filter((one) => wanted.has(one))
        .slice(0, 1)
        .map((one) => [one, path] as const),
    );
    return new Map(found.reverse());
  } catch {
    return undefined;
  }
}
