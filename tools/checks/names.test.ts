import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Exports, guesses, namesPage, readExports, stalePatterns } from '../names/names-page.ts';
import { ELSEWHERE } from '../names/where.ts';
import { root } from './workspace.ts';

const exports: Exports = await readExports();

test('every name of librosa and scikit-learn is here, or has a reason', () => {
  expect(guesses(exports).filter(({ here, why }) => here === undefined && why === undefined)).toEqual([]);
});

test('a reason is given for names that are not here, and for no others', () => {
  expect(stalePatterns(exports)).toEqual([]);
});

test('what the table names is exported', () => {
  const missing = Object.values(ELSEWHERE).filter((place) => {
    const [entry, own] = place.split('.');
    return !exports.get(entry!)?.includes(own!);
  });
  expect(missing).toEqual([]);
});

test('docs/names.md is what the script writes (pnpm tsx tools/names/write.ts)', () => {
  expect(readFileSync(join(root, 'docs/names.md'), 'utf8')).toBe(namesPage(exports));
});
