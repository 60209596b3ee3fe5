import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { RAVDESS_CHUNKS, type WavSpec, wavBytes } from './wav.ts';

/** An empty folder that the test leaves behind for nobody. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ravdess-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

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
