import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { encodeWav } from '@ser/dsp';
import { beforeAll, expect, test } from 'vitest';
import { createReporter } from '../terminal/reporter.ts';
import { openRun } from './open-run.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-open-'));
  const wav = encodeWav({ channels: [new Float32Array(8)], sampleRate: 8000 }, { bitDepth: 16 });
  const rows = ['train', 'validation', 'test'].map((part, i) => `${i}.wav,happy,${part}`);
  await mkdir(join(home, 'corpus'));
  for (const i of rows.keys()) await writeFile(join(home, 'corpus', `${i}.wav`), wav);
  await writeFile(join(home, 'corpus', 'labels.csv'), `${['file,label,split', ...rows].join('\n')}\n`);
  await writeFile(join(home, 'mine.json'), '{"split": "stratified", "epochs": 3}');
  return () => rm(home, { recursive: true });
});

/** The settings of a run on a corpus that gives parts of its own, and what is said. */
async function settingsOf(options: Record<string, string | readonly string[]>) {
  let stderr = '';
  const stream = new PassThrough();
  stream.on('data', (chunk) => {
    stderr += chunk;
  });
  const { context } = await openRun({ dirs: [join(home, 'corpus')] }, 'published', {
    options: { ...options, cache: join(home, 'cache') },
    positionals: [],
    commandLine: '',
    commands: [],
    reporter: createReporter({ stream }),
    signal: new AbortController().signal,
    print: () => {},
    printJson: () => {},
  });
  return { ...context.settings, stderr };
}

test('parts that a corpus gives are taken where nobody says otherwise', async () => {
  const { split, stderr } = await settingsOf({});
  expect(split).toBe('given');
  expect(stderr).toContain('The corpus gives parts of its own, and they are taken');
});

test('a recipe that is named, and a split, are taken as they are, whatever the corpus gives', async () => {
  const named = await settingsOf({ recipe: 'speaker-independent' });
  expect(named.split).toBe('speaker-independent');
  expect(named.stderr).not.toContain('parts of its own');
  expect(await settingsOf({ recipe: join(home, 'mine.json') })).toMatchObject({ split: 'stratified', epochs: 3 });
  expect((await settingsOf({ recipe: 'published', set: ['split=given'] })).split).toBe('given');
  expect((await settingsOf({ split: 'stratified' })).split).toBe('stratified');
});
