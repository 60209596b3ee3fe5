import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allRows } from '../parity/random/rows.ts';
import { type Tally, unheldRows } from '../parity/random/unheld-rows.ts';
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

test('a run fails by rows of which none was compared, or too many are excused', () => {
  const tally = (calls: number, illConditioned: number, excused = 0): Tally => ({
    ...{ calls, illConditioned, excused, refused: 2 + excused, beyond: 0, worst: 0, title: '' },
  });
  const tallies = {
    good: tally(10, 0),
    chance: tally(9, 3),
    never: tally(0, 0),
    always: tally(2, 2),
    often: tally(30, 4),
    rarelyExcused: tally(36, 0, 4),
    excused: tally(26, 0, 4),
  };
  expect(unheldRows(new Map(Object.entries(tallies)))).toEqual([
    expect.stringMatching(/^never: no call was compared \(2 were refused\)/),
    expect.stringMatching(/^always: 2 of 2 calls are ill-conditioned/),
    expect.stringMatching(/^often: 4 of 30/),
    expect.stringMatching(/^excused: 4 of 30 calls are refused by one side/),
  ]);
});

test('no row is there twice', () => {
  expect(allRows.map(({ name }) => name)).toEqual([...new Set(allRows.map(({ name }) => name))]);
});
