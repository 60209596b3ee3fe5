import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { recordings, writeFakeRun } from '../../test/fake-run.ts';
import type { OpenEngine } from '../engines/engine.ts';
import type { RunFolder } from '../run-folder.ts';
import { evaluateAcross } from './evaluate-across.ts';

let home: string;
let evaluated: RunFolder;
let trained: RunFolder;
/** What both runs were made from. */
let data: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-across-'));
  const test = recordings.filter(({ actor }, i) => actor < 3 && i % 7 === 0);
  const options = { test, train: [], audio: { seconds: 0.001, sampleRate: 8000 } };
  evaluated = await writeFakeRun(join(home, 'a'), { ...options, models: ['VGG16', 'functionals'] });
  data = join(home, 'a', 'corpus');
  trained = await writeFakeRun(join(home, 'b'), {
    ...options,
    models: ['VGG16', 'functionals'],
    without: ['audio'],
    configuration: { data, source: { dirs: [data] } },
  });
  for (const model of ['VGG16', 'functionals']) await rm(trained.of(model).predictions);
  return () => rm(home, { recursive: true });
});

async function evaluate(...runs: readonly RunFolder[]) {
  const warnings: string[] = [];
  const { cells } = await evaluateAcross({
    runs: runs.map(({ path }) => path),
    source: { dirs: [data] },
    models: undefined,
    out: join(home, 'out'),
    // Of own test parts nothing is computed.
    engine: {} as OpenEngine,
    cache: join(home, 'cache'),
    reporter: {
      stage: () => ({ update: () => {}, end: () => 0 }),
      note: () => {},
      warn: (text) => warnings.push(text),
    },
    signal: new AbortController().signal,
  });
  return { cells, warnings };
}

test('a run that was never evaluated has no figures of its own test part, which is an error where nothing else is asked for', async () => {
  await expect(evaluate(trained)).rejects.toThrow(
    `${trained.path} holds no results of VGG16, functionals on its own test part. Evaluate it first: ser evaluate --run ${trained.path}`,
  );
});

test('in a matrix that is a warning', async () => {
  const { cells, warnings } = await evaluate(evaluated, trained);
  expect(cells.map(({ model }) => model)).toEqual(['VGG16', 'functionals']);
  expect(warnings).toEqual([expect.stringContaining(`Evaluate it first: ser evaluate --run ${trained.path}`)]);
});

test('what was evaluated on its own test part is told from there, without a warning', async () => {
  const { cells, warnings } = await evaluate(evaluated);
  expect(cells).toHaveLength(2);
  expect(cells.every(({ isOwn }) => isOwn)).toBe(true);
  expect(warnings).toEqual([]);
});
