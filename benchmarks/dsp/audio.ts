// pnpm tsx benchmarks/dsp/audio.ts     (after `pnpm build`; PYTHON names an interpreter with librosa 0.11)
//
// Loading and resampling of three seconds of noise, one process and one thread on each side. Each round times ours, then
// librosa's; the ratio is taken within the round, and the median over the rounds is shown.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as dsp from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';

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
    { name: `load ${name}`, request: `load ${path}`, run: () => dsp.loadAudio(readFileSync(path)) },
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

const python = spawn(process.env.PYTHON ?? 'python', [fileURLToPath(new URL('audio_side.py', import.meta.url))], {
  env: {
    ...process.env,
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
    NUMBA_NUM_THREADS: '1',
  },
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
/** Milliseconds a call: by the clock, and of the processor, which other programs disturb least. */
interface Times {
  readonly wall: number;
  readonly processor: number;
}
const theirs = async (request: string, repetitions: number): Promise<Times> => {
  python.stdin.write(`${repetitions} ${request}\n`);
  const [wall, processor] = String((await answers.next()).value)
    .split(' ')
    .map((seconds) => Number(seconds) * 1000);
  return { wall: wall!, processor: processor! };
};
const ours = async (run: () => unknown, repetitions: number): Promise<Times> => {
  const start = performance.now();
  const before = process.cpuUsage();
  for (let i = 0; i < repetitions; i++) await run();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / repetitions, processor: (user + system) / 1000 / repetitions };
};
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

console.log('task                                    ours ms   librosa ms   librosa / ours   by processor time');
for (const { name, request, run } of tasks) {
  await ours(run, 60);
  await theirs(request, 10);
  const times: [Times, Times][] = [];
  for (let round = 0; round < rounds; round++) times.push([await ours(run, 20), await theirs(request, 20)]);
  const [a, b] = [median(times.map(([x]) => x.wall)), median(times.map(([, x]) => x.wall))];
  const ratio = median(times.map(([x, z]) => z.wall / x.wall));
  const byProcessor = median(times.map(([x, z]) => z.processor / x.processor));
  console.log(
    `${name.padEnd(40)}${a.toFixed(3).padStart(7)} ${b.toFixed(3).padStart(12)} ${ratio.toFixed(2).padStart(16)} ${byProcessor.toFixed(2).padStart(18)}`,
  );
}
python.stdin.end();
rmSync(folder, { recursive: true });
