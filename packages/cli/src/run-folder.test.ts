import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeFakeRun } from '../test/fake-run.ts';
import { runInside } from '../test/run-inside.ts';
import { findRecord, type RunFolder, readConfiguration, readRecord, writeRecord } from './run-folder.ts';
import { trainingRecord } from './stages/train/training-record.ts';

let home: string;
let folder: RunFolder;
let text: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-run-folder-'));
  folder = await writeFakeRun(home, { without: ['audio'] });
  text = await readFile(folder.configuration, 'utf8');
});
afterAll(() => rm(home, { recursive: true }));
beforeEach(() => writeFile(folder.configuration, text));

test('run.json is read as it was written', async () => {
  const { settings, synthetic, labels } = await readConfiguration(folder);
  expect([settings.nFft, synthetic, labels.length]).toEqual([2048, false, 8]);
});

test.each([
  ['synthetic', (json: string) => json.replace('"synthetic": false', '"synthetic": true')],
  ['a setting', (json: string) => json.replace('"nFft": 2048', '"nFft": 4096')],
  ['a digit of the identity', (json: string) => json.replace('aaaa', 'aaba')],
  ['the end', (json: string) => json.slice(0, -10)],
  ['the digest', (json: string) => json.replace(/,\s*"sha256": "\w+"/, '')],
])('an edited run.json is not believed: %s', async (_, edit) => {
  await writeFile(folder.configuration, edit(text));
  for (const command of [['compare'], ['evaluate'], ['predict', 'x.wav'], ['timeline', 'x.wav', '--out', home]]) {
    const { code, stderr } = await runInside([...command, '--run', folder.path]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/run\.json .*(digest|cut off).*Bring it back as it was, or train again\./);
  }
});

describe('a run.json with a digest of its own still asks for no more than a command line may', () => {
  const limits = [
    [{ nFft: 2 ** 28 }, /nFft must be a whole number from 64 to 16384/],
    [{ duration: 1e9 }, /duration must be a number from 0\.1 to 60/],
    [{ sampleRate: 3_700_000 }, /sampleRate must be/],
    [{ sampleRate: 192_000, duration: 60, hopLength: 16, nFft: 16_384 }, /would make .* numbers per recording/],
    [{ imageHeight: 1e6 }, /imageHeight must be/],
    [{ nothingSuch: 1 }, /no setting "nothingSuch"/],
  ] as const;
  test.each(limits)('%j', async (settings, message) => {
    const { settings: all, ...others } = JSON.parse(text);
    await writeRecord(folder.configuration, { ...others, settings: { ...all, ...settings } });
    await expect(readConfiguration(folder)).rejects.toThrow(message);
  });

  test.each([
    [{ labels: 'happy' }, '"labels"'],
    [{ source: { dirs: [] } }, '"source.dirs"'],
    [{ identity: null }, '"identity"'],
  ])('%j', async (change, place) => {
    await writeRecord(folder.configuration, { ...JSON.parse(text), ...change });
    await expect(readConfiguration(folder)).rejects.toThrow(`run.json holds what no run has, at ${place}`);
  });
});

test('records with a digest of their own and another shape are refused by the place of what is wrong', async () => {
  const { training } = folder.of('VGG16');
  const good = await readRecord(training, trainingRecord);
  await writeRecord(training, { ...good, calibration: { temperature: 0, threshold: null, files: 3 } });
  await expect(readRecord(training, trainingRecord)).rejects.toThrow(
    /training\.json holds what no run writes, at "calibration\.temperature": .*or train again\./,
  );
  const { calibration: _, lowestRate: __, ...older } = good!;
  await writeRecord(training, older);
  expect(await readRecord(training, trainingRecord)).toMatchObject({ calibration: { temperature: 1 }, lowestRate: 0 });
  await writeRecord(training, good!);
});

test('a training whose record was changed is told by the name of the file, and trained again by a training', async () => {
  const { training } = folder.of('VGG16');
  await writeFile(training, (await readFile(training, 'utf8')).replace('"temperature": 1', '"temperature": 9'));
  await expect(readRecord(training, trainingRecord)).rejects.toThrow(
    /training\.json was changed after it was written.*train again/,
  );
  expect(await findRecord(training, trainingRecord)).toBeUndefined();
  const { code, stderr } = await runInside(['evaluate', '--run', folder.path]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/VGG16.training\.json was changed/);
});
