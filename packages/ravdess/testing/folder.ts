import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RAVDESS_CHUNKS, type WavSpec, wavBytes } from './wav.ts';

/** Writes files below a folder, and the folders that they need. */
export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

/** A WAV file as small as one can be in RAVDESS' chunk order, with samples of its own for every name. */
export function recordingBytes(name: string, spec: WavSpec = {}): Uint8Array {
  const seed = [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) & 0xff, 0);
  return wavBytes({ ...RAVDESS_CHUNKS, seed, frames: 8 + (seed % 8), ...spec });
}
