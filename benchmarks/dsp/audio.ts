// pnpm tsx benchmarks/dsp/audio.ts     (after `pnpm build`; PYTHON names an interpreter with librosa 0.11)
//
// Loading and resampling of three seconds of noise, one process and one thread on each side. Each round times ours, then
// librosa's; the ratio is taken within the round, and the median over the rounds is shown.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as dsp from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';
import { compare, printHead, startPython, timed } from './compare.ts';

const rounds = 21;
const folder = mkdtempSync(join(tmpdir(), 'dsp-audio-'));
const random = dsp.createRandom(1);

type Task = { name: string; request: string; run: () => unknown };
const tasks: Task[] = [];

for (const [rate, bitDepth, channels] of [
  [48000, 16, 1],
  [48000, 16, 2],
  [44100, 24, 1],
  [48000, '32f', 1],
  [24414, 16, 1],
  [16000, 16, 1],
] as const) {
  const path = join(folder, `${rate}-${bitDepth}-${channels}.wav`);
  const signals = Array.from({ length: channels }, () => Float32Array.from({ length: 3 * rate }, () => random() - 0.5));
  writeFileSync(path, dsp.encodeWav({ channels: signals, sampleRate: rate }, { bitDepth }));
  const name = `${rate} Hz, ${bitDepth} bit, ${channels} ch`;
  tasks.push(
    { name: `load ${name}`, request: `load ${path}`, run: () => dsp.loadWav(readFileSync(path)) },
    { name: `loadAudioFile ${name}`, request: `load ${path}`, run: () => loadAudioFile(path) },
  );
}
for (const [from, to] of [
  [48000, 22050],
  [44100, 22050],
  [24414, 22050],
  [16000, 22050],
  [48000, 16000],
  [44100, 16000],
  [26222.017, 22050],
] as const) {
  const y = Float32Array.from({ length: Math.round(3 * from) }, () => random() - 0.5);
  tasks.push({
    name: `resample ${from} → ${to}`,
    request: `resample ${from} ${to}`,
    run: () => dsp.resample(y, { from, to }),
  });
}

const python = startPython('audio_side.py');
const width = 40;
printHead(width);
for (const { name, request, run } of tasks) {
  await timed(run, 60);
  await python.ask(`10 ${request}`);
  const sides = { ours: () => timed(run, 20), theirs: () => python.ask(`20 ${request}`) };
  await compare(name, sides, { rounds, width });
}
python.close();
rmSync(folder, { recursive: true });
