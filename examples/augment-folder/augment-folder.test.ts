import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppliedTransform, decodeWav, loadWav, type TransformJson, transformFromJson } from '@ser/dsp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearDesk, documentedLines, openDesk, type } from '../documented-line.ts';

let desk: string;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => clearDesk(desk));

interface Augmented {
  readonly augment: TransformJson;
  readonly drawn: Readonly<Record<string, AppliedTransform>>;
}

test('the documented line writes varied copies, and says how each was made', async () => {
  const [line] = await documentedLines('augment-folder');
  expect(await type(line!.command, desk)).toBe(line!.output);

  const written = JSON.parse(await readFile(join(desk, 'augmented', 'augmented.json'), 'utf8')) as Augmented;
  const names = (await readdir(join(desk, 'augmented'))).filter((name) => name.endsWith('.wav'));
  expect(names.sort()).toEqual(Object.keys(written.drawn).sort());

  const augment = transformFromJson(written.augment);
  let changed = 0;
  for (const name of names) {
    const original = await readFile(join(desk, 'examples', 'recordings', name.replace(/-\d\.wav$/, '.wav')));
    const { samples, sampleRate } = loadWav(original, { sampleRate: null });
    const again = augment.replay(samples, { sampleRate, applied: written.drawn[name]! });
    const copy = decodeWav(await readFile(join(desk, 'augmented', name))).channels[0]!;
    expect(copy.length).toBe(again.length);
    // 16 bits on disk, and clipped at full scale.
    expect(copy.every((x, i) => Math.abs(x - Math.min(1, Math.max(-1, again[i]!))) < 2 / 32768)).toBe(true);
    if (copy.length !== samples.length || copy.some((x, i) => Math.abs(x - samples[i]!) > 1e-3)) changed++;
  }
  expect(changed).toBeGreaterThan(12);
  // Every copy is drawn for itself.
  const draws = new Set(Object.values(written.drawn).map((applied) => JSON.stringify(applied)));
  expect(draws.size).toBeGreaterThan(12);
});
