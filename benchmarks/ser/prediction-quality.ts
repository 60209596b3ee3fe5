// What `ser predict` says of recordings unlike those that a model was scored on: the test files themselves, the same files
// joined end to end, noise, silence, music, beeps, and the test files at 8 kHz.
//
//   pnpm tsx benchmarks/ser/prediction-quality.ts --run runs/demo [--cache DIR] [--model VGG16] [--program packages/cli/dist/cli.js]
//   … --joined     the test files and the same joined alone, in half the time
//
// It prints a row per kind of recording: how many windows or files have an answer, and how many of the answers are right.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom, encodeWav, loadAudio, resample } from '@ser/dsp';
import { table } from './table.ts';

const { values } = parseArgs({
  options: {
    run: { type: 'string', default: 'runs/demo' },
    cache: { type: 'string' },
    model: { type: 'string', default: 'ResNet101,VGG16,VGG19,functionals' },
    program: { type: 'string', default: 'packages/cli/dist/cli.js' },
    joined: { type: 'boolean', default: false },
  },
});

interface Answer {
  readonly label: string | null;
  /** The most probable class, answer or not. */
  readonly guess?: string;
  readonly probabilities?: Readonly<Record<string, number>>;
}
interface Result extends Answer {
  readonly file: string;
  readonly windows?: readonly (Answer & { readonly start: number; readonly end: number })[];
}
interface Clip {
  readonly path: string;
  readonly label: string;
}

const RATE = 22_050;
const random = createRandom(7);
const { data } = JSON.parse(readFileSync(join(values.run, 'run.json'), 'utf8')) as { data: string };
const clips = testPart();
const folder = mkdtempSync(join(tmpdir(), 'prediction-quality-'));

try {
  const joined = await joinClips();
  const kinds = values.joined ? [] : makeRecordings();
  const narrow = values.joined ? [] : await atEightKilohertz();
  const rows = values.model.split(',').flatMap((model) => {
    // One call for all: a program's start is seconds.
    const asked = [...clips, joined, ...narrow, ...kinds].map(({ path }) => path);
    const results = new Map(predict(model, asked).map((result) => [result.file, result]));
    const answersOf = (of: readonly Clip[]): Result[] => of.map(({ path }) => results.get(path)!);
    const labelsOf = (of: readonly Clip[]): string[] => of.map(({ label }) => label);
    const stretches = results.get(joined.path)?.windows ?? [];
    return [
      row(model, 'test files', answersOf(clips), labelsOf(clips)),
      row(model, 'windows of the test files, joined', stretches, stretches.map(truthOf(joined.ends))),
      ...(values.joined ? [] : [row(model, 'test files at 8 kHz', answersOf(narrow), labelsOf(narrow))]),
      ...kinds.map(({ name, path }) => {
        const label = results.get(path)?.label ?? null;
        return [model, name, '1', label === null ? '0' : '1', '–', '–', label ?? 'no answer'];
      }),
    ];
  });
  console.log(table(['model', 'recording', 'of', 'answered', 'right', 'right as a guess', 'of all, %'], rows));
} finally {
  rmSync(folder, { recursive: true });
}

/** The test files of the run with their labels, in the order of split.csv. */
function testPart(): Clip[] {
  const [header = '', ...lines] = readFileSync(join(values.run, 'split.csv'), 'utf8').trim().split('\n');
  const columns = header.split(',');
  const cell = (line: string, ...names: string[]): string =>
    line.split(',')[columns.findIndex((name) => names.includes(name))]!;
  const paths = new Map(
    readdirSync(data, { recursive: true, withFileTypes: true }).map(({ name, parentPath }) => [
      name,
      join(parentPath, name),
    ]),
  );
  return lines
    .filter((line) => cell(line, 'part') === 'test')
    .map((line) => ({ path: paths.get(cell(line, 'file'))!, label: cell(line, 'label', 'emotion') }));
}

function predict(model: string, paths: readonly string[]): Result[] {
  const cache = values.cache === undefined ? [] : ['--cache', values.cache];
  const args = [values.program, 'predict', '--run', values.run, '--model', model, ...cache, '--json', '--quiet'];
  const out = execFileSync(process.execPath, [...args, ...paths], {
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return (JSON.parse(out.toString()) as { results: Result[] }).results;
}

function row(model: string, what: string, answers: readonly Answer[], truth: readonly string[]): string[] {
  const answered = answers.filter(({ label }) => label !== null).length;
  const right = answers.filter(({ label }, i) => label === truth[i]).length;
  const guessed = answers.filter(({ guess }, i) => guess === truth[i]).length;
  const counts = [answers.length, answered, right, guessed].map(String);
  return [model, what, ...counts, ((100 * guessed) / answers.length).toFixed(1)];
}

/** A window is of the clip that fills most of it. */
function truthOf(ends: readonly number[]): (window: { readonly start: number; readonly end: number }) => string {
  return ({ start, end }) => {
    const shares = clips.map((_, i) => Math.min(end, ends[i]!) - Math.max(start, i === 0 ? 0 : ends[i - 1]!));
    return clips[shares.indexOf(Math.max(...shares))]!.label;
  };
}

function write(name: string, samples: Float32Array, sampleRate = RATE): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, encodeWav({ channels: [samples], sampleRate }, { bitDepth: 16 }));
  return path;
}

async function joinClips(): Promise<{ path: string; ends: number[] }> {
  const loaded = await Promise.all(clips.map(({ path }) => loadAudio(readFileSync(path), { sampleRate: RATE })));
  const parts = loaded.map(({ samples }) => samples);
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  const ends = parts.map((part) => {
    whole.set(part, at);
    at += part.length;
    return at / RATE;
  });
  return { path: write('joined.wav', whole), ends };
}

function atEightKilohertz(): Promise<Clip[]> {
  const narrowed = clips.map(async ({ path, label }, i) => {
    const { samples, sampleRate } = await loadAudio(readFileSync(path), { sampleRate: null });
    return { path: write(`8k/${i}.wav`, resample(samples, { from: sampleRate, to: 8000 }), 8000), label };
  });
  return Promise.all(narrowed);
}

function makeRecordings(): { name: string; path: string }[] {
  const seconds = (length: number, of: (t: number, i: number) => number): Float32Array =>
    Float32Array.from({ length: Math.round(length * RATE) }, (_, i) => of(i / RATE, i));
  const normal = (): number => random() + random() + random() + random() - 2;
  // Pink by the sum of octaves that are each held twice as long (Voss 1978).
  const held = Array.from({ length: 12 }, normal);
  const pink = (_: number, i: number): number => {
    for (let k = 0; k < 12; k++) if (i % 2 ** k === 0) held[k] = normal();
    return 0.05 * held.reduce((sum, value) => sum + value, 0);
  };
  const chords = [
    [220, 277.2, 329.6],
    [246.9, 311.1, 370],
    [196, 246.9, 293.7],
    [220, 261.6, 329.6],
  ];
  const music = (t: number): number => {
    const chord = chords[Math.floor(t) % 4]!;
    const decay = Math.exp(-3 * (t % 1));
    return (
      chord.reduce((sum, f) => sum + Math.sin(2 * Math.PI * f * t) + 0.3 * Math.sin(4 * Math.PI * f * t), 0) *
      0.15 *
      decay
    );
  };
  const beep = (t: number): number => 0.5 * Math.sin(2 * Math.PI * 1000 * t);
  return [
    {
      name: 'white noise, 6 s',
      path: write(
        'white.wav',
        seconds(6, () => 0.1 * normal()),
      ),
    },
    { name: 'pink noise, 6 s', path: write('pink.wav', seconds(6, pink)) },
    {
      name: 'silence, 6 s',
      path: write(
        'silence.wav',
        seconds(6, () => 0),
      ),
    },
    {
      name: 'noise at −80 dB, 6 s',
      path: write(
        'quiet.wav',
        seconds(6, () => 1e-4 * (random() - 0.5)),
      ),
    },
    { name: 'music (chords), 8 s', path: write('music.wav', seconds(8, music)) },
    { name: 'a beep of 0.05 s', path: write('beep.wav', seconds(0.05, beep)) },
    {
      name: 'beeps, one per second, 6 s',
      path: write(
        'beeps.wav',
        seconds(6, (t) => (t % 1 < 0.1 ? beep(t) : 0)),
      ),
    },
  ];
}
