import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { classificationReport } from '@ser/metrics';
import { generateDemoCorpus } from '@ser-examples/demo-corpus';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Preprocessed } from './recipe.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const image = { height: 32, width: 32 };
let home: string;
let printed: string;

const run = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, args, { cwd: home, maxBuffer: 1 << 26 })).stdout;
const program = (name: string, ...args: string[]): Promise<string> =>
  run('--import', import.meta.resolve('tsx'), fileURLToPath(new URL(name, import.meta.url)), ...args);

/** The rows of a CSV file as fields; quotes doubled inside quotes. */
const readTable = async (...path: string[]): Promise<string[][]> =>
  (await readFile(join(home, ...path), 'utf8'))
    .trim()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
      ),
    );

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-three-'));
  for await (const _ of generateDemoCorpus({ dir: join(home, 'corpus'), actors: 8, itemsPerActor: 14, seed: 0 })) {
    // The corpus is made while it is listened to.
  }
  await program('preprocess.ts', '--data', 'corpus', '--image', `${image.height}x${image.width}`);
  await program('train.ts', '--model', 'VGG16', '--weights', 'random');
  printed = await program('evaluate.ts', '--model', 'VGG16');
  const settings = [`imageHeight=${image.height}`, `imageWidth=${image.width}`].flatMap((pair) => ['--set', pair]);
  await run(
    join(root, 'packages/cli/dist/cli.js'),
    ...['reproduce', '--data', 'corpus', '--recipe', 'published', '--weights', 'random', '--model', 'VGG16'],
    ...['--run', 'run', '--cache', 'cache', ...settings],
  );
}, 300_000);
afterAll(() => rm(home, { recursive: true, force: true }));

test('the split and the plan of copies are those of `ser`, draw by draw', async () => {
  const { examples } = JSON.parse(await readFile(join(home, 'work', 'examples.json'), 'utf8')) as Preprocessed;
  const [header, ...rows] = await readTable('run', 'plan.csv');
  expect(header).toEqual(['part', 'file', 'label', 'augmentation', 'seed']);
  const ours = examples.map(({ part, file, emotion, augmentation }) => [
    part,
    file,
    emotion,
    augmentation ? JSON.stringify(augmentation.transform) : '',
    augmentation ? String(augmentation.seed) : '',
  ]);
  expect(ours).toEqual(rows);
  expect(examples.filter(({ augmentation }) => augmentation !== null).length).toBeGreaterThan(5);
});

test('the table is that of `ser`, to the last digit', async () => {
  const [header, ...rows] = await readTable('run', 'VGG16', 'predictions.csv');
  const column = (name: string): string[] => rows.map((row) => row[header!.indexOf(name)]!);
  const report = classificationReport({ yTrue: column('actual'), yPred: column('predicted'), digits: 4 });
  expect(printed).toContain(String(report));
});

test('what is asked wrongly is refused in words', async () => {
  await expect(program('preprocess.ts')).rejects.toThrow(/Name the folder of the recordings/);
  await expect(program('train.ts', '--model', 'VGG20')).rejects.toThrow(/--model is one of ResNet101, VGG16, VGG19/);
});
