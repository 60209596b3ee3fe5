import { renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { encodeWav } from '@ser/dsp';
import { sha256 } from '@ser/files';
import type { Recording } from '@ser/ravdess';
import { type Espeak, startEspeak } from './espeak.ts';
import { render, sampleRate } from './render.ts';

/** One file for a worker to make. */
export interface VoicingTask {
  /** Corpus folder. */
  readonly dir: string;
  /** Path below it. */
  readonly path: string;
  /** Folder on the same disk for unfinished files. */
  readonly unfinished: string;
  readonly seed: number;
  readonly recording: Recording;
}

let espeak: Promise<Espeak> | undefined;

/** Voices one file, writes it beside, renames it. @returns Its SHA-256. */
export async function voiceFile({ dir, path, unfinished, seed, recording }: VoicingTask): Promise<string> {
  espeak ??= startEspeak();
  const samples = render(recording, { seed, espeak: await espeak });
  const bytes = encodeWav({ channels: [samples], sampleRate }, { bitDepth: 16 });
  const beside = join(unfinished, `${basename(path)}.part`);
  writeFileSync(beside, bytes);
  renameSync(beside, join(dir, path));
  return sha256(bytes);
}
