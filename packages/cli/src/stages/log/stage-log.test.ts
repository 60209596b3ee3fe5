import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runFolder } from '../../run-folder.ts';
import { createStageLog, poolStages, type StageRecord } from './stage-log.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-stages-'));
  return () => rm(home, { recursive: true, force: true });
});
const cache = (): string => join(home, 'cache');
const run = (name = 'run') => runFolder(join(home, name));
const stored = async (name = 'run'): Promise<StageRecord[]> =>
  JSON.parse(await readFile(run(name).stages, 'utf8')) as StageRecord[];

test('what came before the run was open stands in its stages.json, in the order of the pipeline', async () => {
  const log = createStageLog(cache());
  await log.start('features').end({ items: 5, computed: 3, of: 'planes' });
  await log.open(run(), 'one');
  await log.start('training', 'VGG19').end({ items: 4, computed: 4, of: 'head' });
  await log.start('evaluation', 'ResNet101').end({ items: 1, computed: 1, of: 'head' });
  await log.start('embeddings', 'ResNet101').end({ items: 5, computed: 5, of: 'rows' });
  const records = await stored();
  expect(records.map(({ stage, model = 'all' }) => `${stage} ${model}`)).toEqual([
    'features all',
    'embeddings ResNet101',
    'evaluation ResNet101',
    'training VGG19',
  ]);
  expect(records[0]).toMatchObject({ items: 5, computed: 3, reused: 2, run: 'one' });
  for (const { seconds, peakMemoryMB } of records) {
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(peakMemoryMB).toBeGreaterThan(20);
  }
});

test('a stage that only reused keeps the record of when it computed, from the run or from the cache', async () => {
  const first = createStageLog(cache());
  await first.open(run(), 'one');
  const features = first.start('features');
  await new Promise((resolve) => setTimeout(resolve, 20));
  const record = await features.end({ items: 5, computed: 5, of: 'planes' });
  expect(record.seconds).toBeGreaterThan(0.015);

  for (const name of ['run', 'another']) {
    const again = createStageLog(cache());
    await again.start('features').end({ items: 5, computed: 0, of: 'planes' });
    await again.open(run(name), 'one');
    expect((await stored(name))[0]).toEqual({ ...record, run: 'one' });
  }
  const other = createStageLog(cache());
  await other.open(run(), 'one');
  await other.start('features').end({ items: 5, computed: 0, of: 'other planes' });
  expect((await stored())[0]).toMatchObject({ computed: 0, reused: 5 });
});

test('records of other settings in the same folder do not stay', async () => {
  const old = createStageLog(cache());
  await old.open(run(), 'one');
  await old.start('training', 'VGG16').end({ items: 4, computed: 4, of: 'head' });
  const fresh = createStageLog(cache());
  await fresh.open(run(), 'two');
  await fresh.start('training', 'VGG19').end({ items: 4, computed: 4, of: 'head' });
  expect((await stored()).map(({ model }) => model)).toEqual(['VGG19']);
});

test('two processes that train two models in one run folder keep each other’s records', async () => {
  const [one, two] = [createStageLog(cache()), createStageLog(cache())];
  await one.open(run(), 'one');
  await two.open(run(), 'one');
  await one.start('training', 'VGG16').end({ items: 4, computed: 4, of: 'head' });
  await two.start('training', 'VGG19').end({ items: 4, computed: 4, of: 'head' });
  await one.start('evaluation', 'VGG16').end({ items: 2, computed: 2, of: 'head' });
  expect((await stored()).map(({ stage, model }) => `${stage} ${model}`)).toEqual([
    'training VGG16',
    'evaluation VGG16',
    'training VGG19',
  ]);
});

test('the records of shards become one of the whole, once', async () => {
  for (const share of ['a', 'b']) {
    await createStageLog(cache()).start('embeddings', 'VGG16').end({ items: 2, computed: 2, of: share });
  }
  const log = createStageLog(cache());
  const whole = { items: 4, of: 'ab' };
  expect(await log.combine('embeddings', 'VGG16', ['a', 'b', 'c'], whole)).toBeUndefined();
  expect(await log.combine('embeddings', 'VGG16', ['a', 'b'], whole)).toMatchObject({
    items: 4,
    computed: 4,
    shards: 2,
  });
  await log.open(run(), 'one');
  await log.start('embeddings', 'VGG16').end({ items: 4, computed: 0, of: 'ab' });
  expect(await stored()).toMatchObject([{ stage: 'embeddings', items: 4, computed: 4, reused: 0, shards: 2 }]);
});

test('memory that a stage takes and gives back counts', async () => {
  const log = createStageLog(cache());
  const stage = log.start('features');
  let block: Uint8Array | undefined = new Uint8Array(300e6).fill(1);
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(block.at(-1)).toBe(1);
  block = undefined;
  const { peakMemoryMB } = await stage.end({ items: 1, computed: 1, of: 'memory' });
  expect(peakMemoryMB).toBeGreaterThan(300);
});

const of = (stage: StageRecord['stage'], more: Partial<StageRecord>): StageRecord => ({
  stage,
  items: 10,
  computed: 4,
  reused: 6,
  seconds: 1.5,
  peakMemoryMB: 300,
  key: 'a',
  ...more,
});

test('items and seconds of the folds add up, memory is the largest, and models stay apart', () => {
  const pooled = poolStages([
    [of('features', {}), of('training', { model: 'VGG16', seconds: 0.1 })],
    [
      of('features', { computed: 10, reused: 0, peakMemoryMB: 500, key: 'b' }),
      of('training', { model: 'VGG16', seconds: 0.2, run: 'its own' }),
      of('training', { model: 'VGG19' }),
    ],
  ]);
  expect(pooled).toMatchObject([
    { stage: 'features', items: 20, computed: 14, reused: 6, seconds: 3, peakMemoryMB: 500 },
    { stage: 'training', model: 'VGG16', items: 20, seconds: 0.3 },
    { stage: 'training', model: 'VGG19', items: 10 },
  ]);
  expect(pooled.every(({ run }) => run === undefined)).toBe(true);
  expect(pooled[0]!.key).not.toBe('a');
});
