import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { runInside } from './run-inside.ts';

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'ser-corpora-'));
  for (const [label, files] of [
    ['ärger', 3],
    ['freude', 2],
  ] as const) {
    await mkdir(join(data, label));
    for (let i = 0; i < files; i++) await writeFile(join(data, label, `100${i}_${label}.wav`), `${label} ${i}`);
  }
});
afterAll(() => rm(data, { recursive: true }));

test('without a folder it lists the layouts with an example of each', async () => {
  const { code, stdout } = await runInside(['corpora', '--json']);
  expect(code).toBe(EXIT.ok);
  const { formats } = JSON.parse(stdout);
  expect(formats.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['ravdess', 'emodb']));
  expect(formats.every(({ example }: { example: string }) => example.length > 0)).toBe(true);
});

test('of a folder it counts labels and speakers, as the options say', async () => {
  const { code, stdout, stderr } = await runInside(['corpora', data, '--json', '--speaker', '(\\d{4})_']);
  expect(code, stderr).toBe(EXIT.ok);
  expect(JSON.parse(stdout)).toMatchObject({
    recordings: 5,
    labels: [
      { label: 'freude', files: 2 },
      { label: 'ärger', files: 3 },
    ],
    speakers: [
      { speaker: '1000', files: 2 },
      { speaker: '1001', files: 2 },
      { speaker: '1002', files: 1 },
    ],
    givesParts: false,
  });
  expect(stdout).not.toContain('RAVDESS');
});

test.each([
  [['--speaker', 'x'], /--speaker takes a regular expression .* no group/],
  [['--corpus', 'nothing'], /no corpus format "nothing"\. Known are ravdess, emodb/],
  [['--label-map', './missing.json'], /--label-map: .*missing\.json cannot be read/],
])('%j is refused before any work', async (args, message) => {
  const { code, stderr } = await runInside(['corpora', data, ...args]);
  expect(code).toBe(EXIT.usage);
  expect(stderr).toMatch(message);
});
