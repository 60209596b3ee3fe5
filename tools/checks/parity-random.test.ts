import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allRows } from '../parity/random/rows.ts';
import { WITHOUT_ROW } from '../parity/random/without-row.ts';
import { root } from './workspace.ts';

const drawn = new Set(allRows.map(({ name }) => name.split(/[ ,(]/)[0]!));

test.each(Object.keys(WITHOUT_ROW))('every function of @ser/%s is drawn at random or says why not', async (name) => {
  const source = join(root, 'packages', name, 'src');
  const entries = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)index\.ts$/.test(file) && !/^(node|ndarray)\//.test(file))
    .map((file) => join(source, file));
  const functions = new Set<string>();
  for (const entry of entries) {
    const module = (await import(entry)) as Record<string, unknown>;
    for (const [key, value] of Object.entries(module)) {
      if (typeof value === 'function' && !/^[A-Z]\w*Error$/.test(key)) functions.add(key);
    }
  }
  const excused = new Set(Object.values(WITHOUT_ROW[name]!).flatMap((names) => names.split(' ')));
  expect([...functions].filter((one) => !drawn.has(one) && !excused.has(one))).toEqual([]);
  expect([...excused].filter((one) => !functions.has(one))).toEqual([]);
});

test('no row is there twice', () => {
  expect(allRows.map(({ name }) => name)).toEqual([...new Set(allRows.map(({ name }) => name))]);
});
