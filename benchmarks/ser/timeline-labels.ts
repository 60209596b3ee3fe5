// pnpm tsx benchmarks/ser/timeline-labels.ts RUN MODEL…
//
// Joins the test files of a run into one recording, half a second of faint noise between them, and counts for how many of them the
// timeline that `ser timeline` makes of it is right for most of the speech. Needs a build.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom, encodeWav } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';

const [run, ...models] = process.argv.slice(2);
if (run === undefined || models.length === 0)
  throw new Error('pnpm tsx benchmarks/ser/timeline-labels.ts RUN MODEL… such as runs/demo functionals');

const { data } = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as { data: string };
const places = new Map(
  (readdirSync(data, { recursive: true }) as string[]).map((path) => [basename(path), join(data, path)]),
);
const [header, ...lines] = readFileSync(join(run, 'split.csv'), 'utf8').trim().split('\n');
const columns = header!.split(',');
const cell = (line: string, column: string): string => line.split(',')[columns.indexOf(column)]!;

const random = createRandom(1);
const parts: Float32Array[] = [];
const truth: { start: number; end: number; label: string }[] = [];
let sampleRate = 0;
let length = 0;
const add = (samples: Float32Array): void => {
  parts.push(samples);
  length += samples.length;
};
for (const line of lines.filter((one) => cell(one, 'part') === 'test')) {
  const audio = await loadAudioFile(places.get(cell(line, 'file'))!, { sampleRate: null });
  sampleRate = audio.sampleRate;
  truth.push({ start: length, end: length + audio.samples.length, label: cell(line, 'label') });
  add(audio.samples);
  add(Float32Array.from({ length: sampleRate / 2 }, () => 2e-4 * (random() - 0.5)));
}
const whole = new Float32Array(length);
let at = 0;
for (const part of parts) {
  whole.set(part, at);
  at += part.length;
}

const folder = mkdtempSync(join(tmpdir(), 'ser-timeline-labels-'));
try {
  const recording = join(folder, 'joined.wav');
  writeFileSync(recording, encodeWav({ channels: [whole], sampleRate }, { bitDepth: 16 }));
  const program = fileURLToPath(new URL('../../packages/cli/dist/cli.js', import.meta.url));
  for (const model of models) {
    const asked = ['--run', run, '--model', model, '--speech', 'energy', '--out', join(folder, model), '--quiet'];
    execFileSync(process.execPath, [program, 'timeline', recording, ...asked], { stdio: 'inherit' });
    const { segments } = JSON.parse(readFileSync(join(folder, model, 'joined.json'), 'utf8')) as {
      segments: { start: number; end: number; label: string | null }[];
    };
    let right = 0;
    for (const { start, end, label } of truth) {
      const times = new Map<string | null, number>();
      for (const segment of segments) {
        const time = Math.min(end, segment.end) - Math.max(start, segment.start);
        if (time > 0) times.set(segment.label, (times.get(segment.label) ?? 0) + time);
      }
      const [most] = [...times].sort((a, b) => b[1] - a[1]);
      if (most?.[0] === label) right++;
    }
    console.log(`${model}: right for most of the speech of ${right} of ${truth.length} files`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
