// pnpm tsx benchmarks/ravdess/side-by-side.ts     (after `pnpm build`; PYTHON names an interpreter with scikit-learn 1.9 and soundfile)
//
// One process each. Each round times ours, then Python's; the ratio is taken within the round, and the median over the
// rounds is shown. Splits: scikit-learn on the same labels. Names: a regular expression and a dictionary a name. Headers:
// soundfile.info of the same 2,452 files, which have RAVDESS' chunks and lengths and no content on disk (sparse files).
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as corpora from '@ser/corpora';
import { readWavInfo } from '@ser/dsp/node';
import * as ravdess from '@ser/ravdess';
import { readCorpus } from '@ser/ravdess/node';

const rounds = 7;
const folder = mkdtempSync(join(tmpdir(), 'ravdess-benchmark-'));
const files = ravdess.catalog({ modality: 'audio-only' });
const fileNames = files.map((file) => ravdess.formatFilename(file));

/** The 4,706 bytes that stand before the samples of a RAVDESS file. */
function header(samples: number): Buffer {
  const bytes = Buffer.alloc(4706);
  const chunks: [string, number, number][] = [
    ['fmt ', 12, 16],
    ['bext', 36, 602],
    ['FLLR', 646, 4044],
    ['data', 4698, samples],
  ];
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(4698 + samples, 4);
  bytes.write('WAVE', 8);
  for (const [id, at, length] of chunks) {
    bytes.write(id, at);
    bytes.writeUInt32LE(length, at + 4);
  }
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(48_000, 24);
  bytes.writeUInt32LE(96_000, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  return bytes;
}

for (const name of fileNames) {
  const actor = join(folder, `Actor_${name.slice(18, 20)}`);
  mkdirSync(actor, { recursive: true });
  writeFileSync(join(actor, name), header(355_000));
  truncateSync(join(actor, name), 4706 + 355_000);
}

const names = Array.from({ length: 1e6 }, (_, i) => fileNames[i % fileNames.length]!);
const many = Array.from({ length: 1e6 }, (_, i) => i);
const emotion = (i: number): string => files[i % files.length]!.emotion;
const stratifyBy = 'emotion' as const;
const groupBy = 'actor' as const;

const tasks: Record<string, () => unknown> = {
  'parse 1e6 names': () => names.map((name) => ravdess.parseFilename(name)),
  'headers of 2,452 files': () => readCorpus(folder, { readHeader: readWavInfo }),
  'trainTestSplit 2,452': () => corpora.trainTestSplit(files, { testSize: 0.2, stratifyBy, seed: 42 }),
  'trainTestSplit 1e6': () => corpora.trainTestSplit(many, { testSize: 0.2, stratifyBy: emotion, seed: 42 }),
  'stratifiedKFold 2,452': () => corpora.stratifiedKFold(files, { stratifyBy, shuffle: true, seed: 42 }),
  'groupKFold 2,452': () => corpora.groupKFold(files, { groupBy, shuffle: true, seed: 42 }),
  'stratifiedGroupKFold 2,452': () =>
    corpora.stratifiedGroupKFold(files, { stratifyBy, groupBy, shuffle: true, seed: 42 }),
};

const python = spawn(
  process.env.PYTHON ?? 'python',
  [fileURLToPath(new URL('sklearn_side.py', import.meta.url)), folder],
  {
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  },
);
const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
const theirs = async (name: string): Promise<number> => {
  python.stdin.write(`${name}\n`);
  return Number((await answers.next()).value) * 1000;
};
const ours = async (name: string): Promise<number> => {
  const start = performance.now();
  await tasks[name]!();
  return performance.now() - start;
};
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

console.log('task                           ours ms    Python ms   Python / ours');
for (const name of Object.keys(tasks)) {
  await ours(name);
  await theirs(name);
  const times: [number, number][] = [];
  for (let round = 0; round < rounds; round++) times.push([await ours(name), await theirs(name)]);
  const [a, b] = [median(times.map(([x]) => x)), median(times.map(([, x]) => x))];
  const ratio = median(times.map(([x, y]) => y / x));
  console.log(
    `${name.padEnd(28)} ${a.toFixed(1).padStart(9)} ${b.toFixed(1).padStart(12)} ${ratio.toFixed(2).padStart(15)}`,
  );
}
python.stdin.end();
rmSync(folder, { recursive: true });
