import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { encodeWav } from '@ser/dsp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countsOf, type Item, LAYOUTS, writeLaidOut } from '../../test/layouts.ts';
import { createReporter } from '../terminal/reporter.ts';
import { readCorpus } from './read-corpus.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-layouts-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const EMOTIONS = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'];
const items = Array.from({ length: 10 }, (_, i) => i + 1).flatMap((speaker) =>
  EMOTIONS.map((label): Item => {
    const samples = Int16Array.from([speaker, EMOTIONS.indexOf(label), 0, 1]);
    return { speaker, take: 1, label, sex: speaker % 2 === 1 ? 'male' : 'female', samples };
  }),
);
const encode = (own: readonly Item[]): Uint8Array => {
  const samples = Float32Array.from(
    own.flatMap((item) => [...item.samples]),
    (value) => value / 32768,
  );
  return encodeWav({ channels: [samples], sampleRate: 16_000 }, { bitDepth: 16 });
};
const context = {
  reporter: createReporter({ stream: new PassThrough(), quiet: true }),
  signal: new AbortController().signal,
};

test.each(LAYOUTS.map((layout, i) => ({ ...layout, i })))('$format, $about', async ({ format, lay, i }) => {
  const dir = join(home, String(i));
  const laid = lay(items, 16_000);
  await writeLaidOut(dir, laid, encode);
  const { clips, problems, provenance } = await readCorpus({ dirs: [dir] }, context);
  expect(problems).toEqual([]);
  expect(provenance.format).toBe(format);
  expect(countsOf(clips.map(({ label }) => label))).toEqual(countsOf(laid.rows.map(({ label }) => label)));
  expect(countsOf(clips.map(({ speaker }) => speaker))).toEqual(countsOf(laid.rows.map(({ speaker }) => speaker)));
  expect(countsOf(clips.map((clip) => clip.part))).toEqual(countsOf(laid.rows.map((row) => row.part)));
});
