import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSealedJson, readSealedJson, sealJson } from './sealed-json.ts';

const source = { path: 'run.json', remedy: 'Start a new run.' };
const value = { b: [1, 2.5, null], a: { text: 'größer', nested: { z: true } } };
const damaged = (message: RegExp) =>
  expect.objectContaining({ code: 'damaged', message: expect.stringMatching(message) });

test('a sealed value is given back as it was, however it is laid out', () => {
  const text = sealJson(value);
  expect(text).toMatch(/"sha256": "[0-9a-f]{64}"\n\}\n$/);
  expect(openSealedJson(text, source)).toEqual(value);
  expect(openSealedJson(JSON.stringify(JSON.parse(text)), source)).toEqual(value);
  const { a, b, sha256 } = JSON.parse(text);
  expect(openSealedJson(JSON.stringify({ sha256, a, b }), source)).toEqual(value);
});

test('a sealed value may be sealed again; what JSON cannot hold is gone before it is counted', () => {
  const again = sealJson(JSON.parse(sealJson(value)));
  expect(again).toBe(sealJson(value));
  expect(openSealedJson(sealJson({ a: 1, b: undefined }), source)).toEqual({ a: 1 });
});

test('every change of a character is told, with the file and the remedy', () => {
  const text = sealJson(value);
  let same = 0;
  for (let at = 0; at < text.length; at++) {
    for (const character of ['0', 'x', ' ']) {
      if (text[at] === character) continue;
      const changed = text.slice(0, at) + character + text.slice(at + 1);
      try {
        expect(openSealedJson(changed, source)).toEqual(value);
        same++;
      } catch (error) {
        expect(error).toEqual(damaged(/^run\.json .*\. Start a new run\.$/));
      }
    }
  }
  // Spaces alone may change.
  expect(same).toBeLessThan(text.match(/\s/g)!.length * 3);
  for (let end = 0; end < text.length - 2; end += 7) {
    expect(() => openSealedJson(text.slice(0, end), source)).toThrow(damaged(/run\.json/));
  }
});

test.each([
  ['null', /holds no JSON object/],
  ['[1]', /holds no JSON object/],
  ['{"a":1}', /carries no digest/],
  ['{"a":1,"sha256":5}', /carries no digest/],
  [`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, /nested too deep|carries no digest|no JSON/],
])('%.20s is refused', (text, message) => {
  expect(() => openSealedJson(text, source)).toThrow(damaged(message));
});

test('a file is read by name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'files-sealed-'));
  try {
    const path = join(folder, 'run.json');
    await expect(readSealedJson(path, 'Start anew.')).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(/Cannot read .*run\.json.*Start anew\.$/),
    });
    await writeFile(path, sealJson(value));
    expect(await readSealedJson(path, 'Start anew.')).toEqual(value);
  } finally {
    await rm(folder, { recursive: true });
  }
});
