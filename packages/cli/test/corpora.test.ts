import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@ser/dsp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { runInside } from './run-inside.ts';

/** A second at 8 kHz, or several. */
const tone = (seconds: number): Uint8Array => {
  const samples = Float32Array.from({ length: 8000 * seconds }, (_, i) => Math.sin(i * seconds));
  return encodeWav({ channels: [samples], sampleRate: 8000 }, { bitDepth: 16 });
};

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'ser-corpora-'));
  for (const [label, files] of [
    ['ärger', 3],
    ['freude', 2],
  ] as const) {
    await mkdir(join(data, label));
    for (let i = 0; i < files; i++) await writeFile(join(data, label, `100${i}_${label}.wav`), tone(files + i));
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

test('it looks into the recordings: lengths, formats, copies, what cannot be opened, and a page of it', async () => {
  const other = await mkdtemp(join(tmpdir(), 'ser-corpora-'));
  try {
    await writeFile(join(other, 'a.wav'), tone(1));
    await writeFile(join(other, 'b.wav'), tone(2));
    await copyFile(join(other, 'b.wav'), join(other, 'c.wav'));
    await writeFile(join(other, 'd.wav'), 'no sound');
    await writeFile(join(other, 'e.wav'), tone(3));
    const table = 'file,label\na.wav,froh\nb.wav,froh\nc.wav,müde\nd.wav,müde\nnone.wav,müde\n';
    await writeFile(join(other, 'labels.csv'), table);
    const { code, stdout, stderr } = await runInside(['corpora', other, '--json', '--out', join(other, 'page')]);
    expect(code, stderr).toBe(EXIT.incomplete);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({
      labels: [
        { label: 'froh', files: 2, seconds: { total: 3, shortest: 1, median: 1.5, longest: 2 } },
        { label: 'müde', files: 2, seconds: { total: 2 } },
      ],
      seconds: { total: 5, shortest: 1, median: 2, longest: 2 },
      formats: [{ format: 'WAV, 8000 Hz, mono', files: 3 }],
      copies: [['b.wav', 'c.wav']],
      contradictions: [['b.wav', 'c.wav']],
    });
    expect(
      told.leftOut.map(({ kind, reason }: { kind?: string; reason: string }) => kind ?? reason.slice(0, 20)),
    ).toEqual(['unlabeled-file', 'missing-file', 'No audio format is k']);
    const page = await readFile(told.page, 'utf8');
    for (const text of ['müde', 'b.wav = c.wav', 'label without a file', 'file without a label'])
      expect(page).toContain(text);
    const { stdout: inWords } = await runInside(['corpora', other]);
    expect(inWords).toMatch(/froh: 2, 3\.0 s in all, 1\.0 to 2\.0 s, median 1\.5 s/);
    expect(inWords).toMatch(/Left out, label without a file: 1, such as .*none\.wav/);
  } finally {
    await rm(other, { recursive: true });
  }
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
