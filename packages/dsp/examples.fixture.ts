import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav } from './src/index.ts';

/** Something like a voice for the README: a gliding harmonic tone between pauses, with a little noise, 48 kHz. */
function clip(pitch: number): Float32Array {
  let state = 1;
  let phase = 0;
  return Float32Array.from({ length: 3 * 48000 }, (_, n) => {
    const t = n / 48000;
    phase += (pitch + 30 * Math.sin(2 * Math.PI * 0.7 * t)) / 48000;
    let tone = 0;
    for (let h = 1; h <= 12; h++) tone += Math.sin(2 * Math.PI * h * phase) / (h * h);
    state = (state * 16807) % 2147483647;
    return 0.4 * tone * Math.max(0, Math.sin(2 * Math.PI * 0.9 * t)) + 0.004 * (state / 2147483647 - 0.5);
  });
}

/** `clip.wav`, and three recordings in `clips/`. */
export default async function fixture(folder: string): Promise<void> {
  const write = (name: string, pitch: number) =>
    writeFile(join(folder, name), encodeWav({ channels: [clip(pitch)], sampleRate: 48000 }));
  await mkdir(join(folder, 'clips'));
  await Promise.all([
    write('clip.wav', 140),
    write('clips/a.wav', 110),
    write('clips/b.wav', 180),
    write('clips/c.wav', 220),
  ]);
}
