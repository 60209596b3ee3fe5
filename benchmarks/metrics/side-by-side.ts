// pnpm tsx benchmarks/metrics/side-by-side.ts     (after `pnpm build`; PYTHON names an interpreter with scikit-learn 1.9)
//
// One process each, one thread each, the same labels and scores, read by both from the same bytes; reports must be equal to the
// byte. Each round times ours, then scikit-learn's; the ratio is taken within the round, and the median over the rounds is shown.
// Names are a NumPy array of strings on the other side: a Python list is slower still.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as metrics from '@ser/metrics';

const rounds = 5;
const items = 1_000_000;
const scored = 100_000;
const folder = mkdtempSync(join(tmpdir(), 'metrics-benchmark-'));
const emotions = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'];

let state = 1;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const truth = Int32Array.from({ length: items }, () => Math.floor(8 * random()));
const predicted = truth.map((code) => (random() < 0.6 ? code : Math.floor(8 * random())));
const proba = new Float64Array(scored * 8);
for (let i = 0; i < scored; i++) {
  const row = Float64Array.from({ length: 8 }, (_, k) => Math.exp(2 * random() + (k === truth[i] ? 1 : 0)));
  const sum = row.reduce((a, b) => a + b);
  for (let k = 0; k < 8; k++) proba[8 * i + k] = row[k]! / sum;
}
for (const [name, data] of Object.entries({ truth, predicted, proba })) {
  writeFileSync(join(folder, name), new Uint8Array(data.buffer));
}

const names = (codes: Int32Array): string[] => Array.from(codes, (code) => emotions[code]!);
const codes = { yTrue: truth, yPred: predicted };
const named = { yTrue: names(truth), yPred: names(predicted) };
const corpus = { yTrue: named.yTrue.slice(0, 2452), yPred: named.yPred.slice(0, 2452) };
const speakers = Array.from({ length: 2452 }, (_, i) => i % 24);
const scores = { yTrue: truth.slice(0, scored), yScore: { data: proba, shape: [scored, 8] } };

const tasks: Record<string, () => unknown> = {
  'report, 1e6 codes': () => String(metrics.classificationReport(codes)),
  'report, 1e6 names': () => String(metrics.classificationReport(named)),
  'report, 2,452 names': () => String(metrics.classificationReport(corpus)),
  'confusion matrix, 1e6 codes': () => metrics.confusionMatrix(codes),
  'macro F1, 1e6 names': () => metrics.f1Score({ ...named, average: 'macro' }),
  'kappa, 1e6 codes': () => metrics.cohenKappaScore(codes),
  'AUC one-vs-rest, 1e5 × 8': () => metrics.rocAucScore({ ...scores, multiClass: 'ovr' }),
  'log loss, 1e5 × 8': () => metrics.logLoss({ yTrue: scores.yTrue, yProba: scores.yScore }),
  'bootstrap UAR by speaker, 1000 × 2,452': () =>
    metrics.confidenceInterval({ ...corpus, metric: 'uar', groups: speakers, replicates: 1000 }),
  'bootstrap UAR by item, 1000 × 2,452': () =>
    metrics.confidenceInterval({ ...corpus, metric: 'uar', replicates: 1000 }),
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
const theirs = async (name: string): Promise<[milliseconds: number, digest: string]> => {
  python.stdin.write(`${name}\n`);
  const [seconds, digest] = String((await answers.next()).value).split(' ');
  return [Number(seconds) * 1000, digest ?? ''];
};
const ours = (name: string): [milliseconds: number, result: unknown] => {
  const start = performance.now();
  const result = tasks[name]!();
  return [performance.now() - start, result];
};
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

console.log('task                                       ours ms  scikit-learn ms  scikit-learn / ours');
for (const name of Object.keys(tasks)) {
  const [, result] = ours(name);
  const [, digest] = await theirs(name);
  if (
    name.startsWith('report') &&
    createHash('md5')
      .update(result as string)
      .digest('hex') !== digest
  ) {
    throw new Error(`${name}: the two reports differ.`);
  }
  const times: [number, number][] = [];
  for (let round = 0; round < rounds; round++) times.push([ours(name)[0], (await theirs(name))[0]]);
  const [a, b] = [median(times.map(([x]) => x)), median(times.map(([, x]) => x))];
  const ratio = median(times.map(([x, y]) => y / x));
  console.log(
    `${name.padEnd(40)} ${a.toFixed(1).padStart(9)} ${b.toFixed(1).padStart(16)} ${ratio.toFixed(1).padStart(20)}`,
  );
}
python.stdin.end();
rmSync(folder, { recursive: true });
