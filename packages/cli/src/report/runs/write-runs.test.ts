import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LABELS } from '../../../test/clip-of.ts';
import { type FakeRunOptions, recordings, writeFakeRun } from '../../../test/fake-run.ts';
import { runInside } from '../../../test/run-inside.ts';
import { runFolder } from '../../run-folder.ts';
import { modelTests } from '../analysis/model-tests.ts';
import { readRun } from '../read-run.ts';
import type { RunData } from '../run-data.ts';
import { compareRuns } from './compare-runs.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-runs-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function made(name: string, options: FakeRunOptions): Promise<string> {
  await mkdir(join(home, name));
  return (await writeFakeRun(join(home, name), { without: ['audio', 'history.json'], ...options })).path;
}

test('runs on the same test part are tested pair by pair, and what differs is told', async () => {
  const first = await made('first', { models: ['VGG16'] });
  const second = await made('second', { models: ['VGG16', 'VGG19'], settings: { dropout: 0.5 } });
  const { code, stdout, stderr } = await runInside(['compare', first, second, '--json']);
  expect(code, stderr).toBe(0);
  const { runs, models, differences, notPaired, differing } = JSON.parse(stdout);
  expect(runs).toEqual(['first/run', 'second/run']);
  expect(models.map(({ run, model }: Record<string, string>) => `${run} ${model}`)).toEqual([
    'first/run VGG16',
    'second/run VGG16',
    'second/run VGG19',
  ]);
  expect(notPaired).toEqual([]);
  // Pairs of one run stand in its own report.
  expect(differences.map((pair: { models: string[] }) => pair.models)).toEqual([
    ['first/run · VGG16', 'second/run · VGG16'],
    ['first/run · VGG16', 'second/run · VGG19'],
  ]);
  const [a, b] = await Promise.all([first, second].map((path) => readRun(runFolder(path))));
  const [alone] = modelTests([a!.models[0]!, b!.models[1]!], a!.labels, 0);
  expect(differences[1]).toMatchObject({ pValue: alone!.pValue, onlyFirst: alone!.onlyFirst, uar: alone!.uar });
  expect(differing).toEqual([
    { what: 'data', values: [join(home, 'first', 'corpus'), join(home, 'second', 'corpus')] },
    { what: 'weights', values: ['VGG16: imagenet', 'VGG16: imagenet; VGG19: imagenet'] },
    { what: 'dropout', values: ['0.2', '0.5'] },
  ]);

  const out = join(home, 'out');
  const written = await runInside(['compare', '--run', first, second, '--out', out]);
  expect(written.stdout).toContain(`As a page: ${join(out, 'runs.html')}`);
  expect(written.stdout).toContain('| dropout');
  expect((await readdir(out)).sort()).toEqual(['runs.html', 'runs.json', 'runs.md']);
  expect(await readFile(join(out, 'runs.html'), 'utf8')).toContain('first/run · VGG16 − second/run · VGG19');
});

test.each([
  [
    'test parts',
    { test: recordings.filter(({ actor }, i) => actor <= 4 && i % 11 === 0) },
    /test parts differ \(\d+ files are in both, of 60 and \d+\)/,
  ],
  ['corpora', { synthetic: true }, /corpora differ \(RAVDESS, the demo corpus\)/],
  ['classes', { configuration: { labels: [...LABELS, 'tired'] } }, /classes differ/],
] as const)('runs of other %s are set side by side and not tested', async (name, options, reason) => {
  const folders = [
    await made(`${name} 1`, { models: ['VGG16'] }),
    await made(`${name} 2`, { models: ['VGG16'], ...options }),
  ];

  const { differences, notPaired } = compareRuns(await Promise.all(folders.map((path) => readRun(runFolder(path)))));
  expect(differences).toEqual([]);
  expect(notPaired).toEqual([expect.stringMatching(reason)]);
});

test('each pair goes by the classes that its two runs share, which the first run need not know', async () => {
  const run = await readRun(runFolder(await made('eight', { models: ['VGG16'] })));
  const labels = LABELS.map((label) => (label === 'sad' ? 'tired' : label)).sort();
  // The same files in other words, and a model that takes a part of them for calm.
  const other = (path: string, isCalm: (i: number) => boolean): RunData => ({
    ...run,
    path,
    labels,
    models: run.models.map((model) => ({
      ...model,
      predictions: model.predictions.map((prediction, i) => {
        const actual = prediction.actual === 'sad' ? 'tired' : prediction.actual;
        return { ...prediction, actual, predicted: isCalm(i) ? 'calm' : actual };
      }),
    })),
  });
  const [second, third] = [other('second', (i) => i % 3 === 0), other('third', (i) => i % 5 === 0)];
  const { differences, notPaired } = compareRuns([run, second, third]);
  expect(notPaired).toHaveLength(2);
  expect(differences.map(({ models }) => models)).toEqual([['second · VGG16', 'third · VGG16']]);
  const uarOf = ({ models: [model] }: RunData): number =>
    labels
      .map((label) => model!.predictions.filter(({ actual }) => actual === label))
      .reduce((sum, own) => sum + own.filter((one) => one.actual === one.predicted).length / own.length / 8, 0);
  expect(differences[0]!.uar!.difference).toBeCloseTo(uarOf(second) - uarOf(third), 12);
});

test('options that would do nothing are refused, and so is a run named twice', async () => {
  for (const args of [
    ['a', 'a'],
    ['a', 'b', '--audio', 'none'],
    ['--run', 'a', '--out', 'x'],
  ]) {
    const { code, stderr } = await runInside(['compare', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/named twice|goes with/)]);
  }
});
