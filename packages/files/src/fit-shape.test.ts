import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { fitShape } from './fit-shape.ts';
import { parseLockOwner } from './lock-owner.ts';
import { readFiles } from './replace-files.ts';
import { sealJson } from './sealed-json.ts';

test('a value has a shape, or the place and the reason are told', () => {
  const shape = v.object({ rows: v.array(v.object({ name: v.string() })) });
  expect(fitShape({ rows: [{ name: 'a', more: 1 }] }, shape)).toEqual({ value: { rows: [{ name: 'a' }] } });
  expect(fitShape({ rows: [{ name: 'a' }, { name: 2 }] }, shape)).toEqual({
    problem: expect.stringMatching(/^at "rows.1.name": /),
  });
  expect(fitShape(null, shape)).toHaveProperty('problem');
});

test.each(['', '{"token":"a"', 'null', '[]', '{"token":1,"pid":2,"host":"h"}', '{"token":"a","pid":-1,"host":"h"}'])(
  'the content %j of a lock names nobody',
  (text) => expect(parseLockOwner(text)).toBeUndefined(),
);

test.each([{}, { files: null }, { files: { '../a': 'ab' } }, { files: { a: 1 } }])(
  'a list of replaced files that holds %j is refused with the remedy',
  async (list) => {
    const home = await mkdtemp(join(tmpdir(), 'list-'));
    await mkdir(join(home, '.incoming'));
    await writeFile(join(home, '.incoming', 'files.json'), sealJson(list));
    await expect(readFiles(home)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/Remove .* and save again/),
    });
    await rm(home, { recursive: true });
  },
);
