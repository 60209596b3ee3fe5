// pnpm tsx packages/cli/test/every-layout.ts [folder] [model]     (after `pnpm build`; 4 minutes of processor time, more with a network)
//
// Ten synthetic voices in every layout, each through `ser reproduce --data DIR` from an empty cache, with one command:
// the rows that the layout must give, no speaker on two sides, and no word of RAVDESS in the report. Then one corpus on the
// others. Prints a table.
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav, loadWav } from '@ser/dsp';
import { parseFilename } from '@ser/ravdess';
import { generateDemoCorpus } from '@ser-examples/demo-corpus';
import { EXIT } from '../src/errors.ts';
import { parseCsv } from '../src/files/csv.ts';
import { countsOf, type Item, LAYOUTS, writeLaidOut } from './layouts.ts';
import { runSer } from './run-ser.ts';

/** The baseline stands beside every model. */
const MODEL = process.argv[3] ?? 'functionals';
const SETTINGS = ['--model', MODEL, ...(MODEL === 'functionals' ? [] : ['--weights', 'random'])];
const SMALL = ['nMels=32', 'imageHeight=null', 'imageWidth=null', 'epochs=10'].flatMap((pair) => ['--set', pair]);

const home = process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'ser-layouts-')));
await mkdir(home, { recursive: true });
const SPEAKERS = 10;

let sampleRate = 0;

/** Recordings of synthetic voices; another seed gives others. */
async function record(seed: number): Promise<Item[]> {
  const voices = join(home, `voices-${seed}`);
  const generator = generateDemoCorpus({ dir: voices, actors: SPEAKERS, itemsPerActor: 16, seed });
  let step = await generator.next();
  while (!step.done) step = await generator.next();
  const takes = new Map<string, number>();
  const items: Item[] = [];
  for (const file of step.value.files) {
    const { emotion, actor, sex } = parseFilename(file);
    const wav = loadWav(await readFile(join(voices, file)), { sampleRate: null });
    sampleRate = wav.sampleRate;
    const key = `${actor} ${emotion}`;
    takes.set(key, (takes.get(key) ?? 0) + 1);
    const samples = Int16Array.from(wav.samples, (value) => Math.round(value * 32768));
    items.push({ speaker: actor, take: takes.get(key)!, label: emotion, sex, samples });
  }
  return items;
}

/** Corpora that are tested on each other hold other voices, as the program leaves out recordings that it learned from. */
const SEEDS: Readonly<Record<string, number>> = { 'crema-d': 1, esd: 2 };
const ACROSS = ['emodb', 'crema-d', 'esd'];
const recorded = new Map<number, Item[]>();
for (const seed of [0, ...Object.values(SEEDS)]) recorded.set(seed, await record(seed));

const encode = (own: readonly Item[]): Uint8Array => {
  const samples = new Float32Array(own.reduce((sum, item) => sum + item.samples.length, 0));
  let at = 0;
  for (const item of own) {
    samples.set(
      Float32Array.from(item.samples, (value) => value / 32768),
      at,
    );
    at += item.samples.length;
  }
  return encodeWav({ channels: [samples], sampleRate }, { bitDepth: 16 });
};

const models = [...new Set([MODEL, 'functionals'])];
const table: string[][] = [
  ['layout', 'recordings', 'labels', 'speakers', 'split', 'test', ...models, 'seconds'],
  ['---', '--:', '--:', '--:', '---', '---', ...models.map(() => '--:'), '--:'],
];
for (const [i, { format, about, bySpeaker = true, lay }] of LAYOUTS.entries()) {
  const name = `${format}-${i}`;
  const dir = join(home, name);
  const laid = lay(recorded.get(SEEDS[format] ?? 0)!, sampleRate);
  await writeLaidOut(dir, laid, encode);
  const start = performance.now();
  const args = ['reproduce', '--data', dir, '--run', join(home, 'runs', name), '--cache', join(home, `cache-${name}`)];
  const { code, stdout, stderr } = await runSer([...args, ...SETTINGS, ...SMALL, '--json'], { cwd: home });
  strictEqual(code, EXIT.ok, `${name}: ${stderr}`);
  const { models: scored } = JSON.parse(stdout) as { models: { model: string; scores: { macroRecall: number } }[] };
  const seconds = (performance.now() - start) / 1000;

  const { rows } = parseCsv(await readFile(join(home, 'runs', name, 'split.csv'), 'utf8'));
  deepStrictEqual(countsOf(rows.map(({ label }) => label)), countsOf(laid.rows.map(({ label }) => label)), name);
  const told = (speaker: string | undefined): string | undefined => speaker || undefined;
  deepStrictEqual(
    countsOf(rows.map(({ speaker }) => told(speaker))),
    countsOf(laid.rows.map(({ speaker }) => speaker)),
    name,
  );
  const of = (part: string): Set<string> =>
    new Set(rows.filter((row) => row.part === part).flatMap(({ speaker }) => told(speaker) ?? []));
  const [train, validation, test] = ['train', 'validation', 'test'].map(of) as [Set<string>, Set<string>, Set<string>];
  const both = [...test].filter((speaker) => train.has(speaker) || validation.has(speaker));
  if (bySpeaker) deepStrictEqual(both, [], `${name}: speakers on two sides`);
  else ok(/the split is by file/.test(stderr), stderr);
  for (const report of ['report.html', 'report.md']) {
    const text = await readFile(join(home, 'runs', name, report), 'utf8');
    ok(!/RAVDESS/i.test(text), `${name}: ${report} speaks of RAVDESS`);
  }
  const uar = (model: string): string =>
    (100 * scored.find((one) => one.model === model)!.scores.macroRecall).toFixed(1);
  const { split } = JSON.parse(await readFile(join(home, 'runs', name, 'run.json'), 'utf8')).settings;
  const files = rows.filter(({ part }) => part === 'test').length;
  table.push([
    `${format}: ${about}`,
    String(rows.length),
    String(Object.keys(countsOf(rows.map(({ label }) => label))).length),
    String(Object.keys(countsOf(rows.map(({ speaker }) => told(speaker)))).length || '–'),
    split,
    `${files} files${test.size > 0 ? ` of ${test.size}` : ''}`,
    ...models.map(uar),
    seconds.toFixed(0),
  ]);
  process.stderr.write(`${table.at(-1)!.join(' | ')}\n`);
}

// Two vocabularies of emotions: one map for both.
await writeFile(join(home, 'map.json'), '{"angry": "anger", "happy": "happiness", "sad": "sadness"}');
const three = ACROSS.map((name) => `${name}-${LAYOUTS.findIndex(({ format }) => format === name)}`);
const across = await runSer(
  [
    'evaluate',
    ...three.flatMap((name) => ['--run', join(home, 'runs', name), '--data', join(home, name)]),
    ...['--label-map', join(home, 'map.json'), '--cache', join(home, 'cache-across'), '--out', join(home, 'across')],
  ],
  { cwd: home },
);
strictEqual(across.code, EXIT.ok, across.stderr);
process.stdout.write(`${table.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n\n${across.stdout}`);
if (process.argv[2] === undefined) await rm(home, { recursive: true });
