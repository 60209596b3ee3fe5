import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { colormap, DspError, encodePng, encodeWav, fixLength, loadAudio, melSpectrogram, powerToDb } from '@ser/dsp';
import { fileCodecs } from '@ser/dsp/node';
import type { Settings } from '../settings/settings.ts';
import type { Attachment } from './document.ts';

/** A recording to look at and to listen to, or why there is none. */
export type Clip = { readonly picture: Attachment; readonly sound: Attachment } | { readonly problem: string };

/** Recordings by file name. */
export type Clips = ReadonlyMap<string, Clip>;

/** Players hold this much at most, so that ten of them fit into a page. */
const PLAYER = { sampleRate: 16_000, duration: 6 } as const;
const PICTURE = { width: 384, height: 192 } as const;

type ClipSettings = Pick<Settings, 'sampleRate' | 'duration' | 'nMels' | 'nFft' | 'hopLength' | 'fMin' | 'fMax'>;

/** Finds files by name anywhere below the data folder, and makes a spectrogram and a small mono WAV of each. */
export async function readClips(files: readonly string[], data: string, settings: ClipSettings): Promise<Clips> {
  const paths = await findFiles(new Set(files), data);
  const clips = new Map<string, Clip>();
  for (const [i, file] of files.entries()) {
    const path = paths?.get(file);
    clips.set(
      file,
      path === undefined
        ? { problem: paths ? 'the audio is not in the data folder any more' : 'the data folder is not at hand' }
        : await readClip(path, `mistake-${String(i + 1).padStart(2, '0')}`, settings),
    );
  }
  return clips;
}

async function readClip(path: string, name: string, settings: ClipSettings): Promise<Clip> {
  try {
    const bytes = await readFile(path);
    const { samples, sampleRate } = await loadAudio(bytes, { ...PLAYER, codecs: fileCodecs });
    return {
      picture: {
        name: `${name}.png`,
        bytes: await drawSpectrogram(bytes, settings),
        alt: `Mel spectrogram, ${settings.duration} s.`,
      },
      sound: {
        name: `${name}.wav`,
        bytes: encodeWav({ channels: [samples], sampleRate }, { bitDepth: 16 }),
        alt: `Recording, ${(samples.length / sampleRate).toFixed(1)} s`,
      },
    };
  } catch (error) {
    if (DspError.isInstance(error) || (error as NodeJS.ErrnoException).code) {
      return { problem: `the audio cannot be read (${(error as Error).message.replaceAll(path, 'the file')})` };
    }
    throw error;
  }
}

/** The clip as long as the models hear it, in decibels below its maximum, low frequencies at the bottom. */
async function drawSpectrogram(bytes: Uint8Array, settings: ClipSettings): Promise<Uint8Array> {
  const { sampleRate, duration, nMels, nFft, hopLength, fMin, fMax } = settings;
  const { samples } = await loadAudio(bytes, { sampleRate, duration, codecs: fileCodecs });
  const signal = fixLength(samples, { size: Math.floor(duration * sampleRate) });
  const mel = melSpectrogram(signal, { sampleRate, nMels, nFft, hopLength, fMin, fMax });
  return encodePng(colormap(powerToDb(mel, { ref: 'max' }), { ...PICTURE, name: 'magma', origin: 'lower' }));
}

/** Paths by file name, the first in the folder's order; undefined where the folder cannot be read. */
async function findFiles(wanted: ReadonlySet<string>, data: string): Promise<Map<string, string> | undefined> {
  if (wanted.size === 0) return new Map();
  try {
    const root = resolve(data);
    /** A recording is called by its file name, or by its path below the corpus. */
    const nameOf = (entry: Dirent): string => {
      const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
      return wanted.has(path) ? path : entry.name;
    };
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const found = entries
      .filter((entry) => entry.isFile() && wanted.has(nameOf(entry)))
      .map((entry) => [nameOf(entry), join(entry.parentPath, entry.name)] as const)
      .sort(([, a], [, b]) => (a < b ? 1 : -1));
    return new Map(found);
  } catch {
    return undefined;
  }
}
