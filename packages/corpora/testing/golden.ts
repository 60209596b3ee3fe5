import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { recordParity } from '../../../tools/parity/expect-parity.ts';
import { recordings } from './golden-lists.ts';

/** A golden file, as tools/reference/corpora.py wrote it. */
export interface Golden<Case> {
  readonly versions: { readonly 'scikit-learn': string; readonly numpy: string };
  readonly lists: Readonly<Record<string, { readonly y: (string | number)[]; readonly groups: (string | number)[] }>>;
  readonly cases: readonly Case[];
}

export function readGolden<Case>(name: string): Golden<Case> {
  return JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')) as Golden<Case>;
}

/** SHA-256 of comma-joined indices, as the Python side writes it. */
export function digest(indices: Iterable<number>): string {
  return createHash('sha256')
    .update([...indices].join(','))
    .digest('hex');
}

export interface LabelledIndex {
  readonly index: number;
  readonly y: string | number;
  readonly group: string | number;
}

/** The items of a golden list: an own list of the file, or recordings with emotion and actor. */
export function itemsOf(golden: Golden<unknown>, list: string): LabelledIndex[] {
  const own = golden.lists[list];
  if (own !== undefined) return own.y.map((y, index) => ({ index, y, group: own.groups[index]! }));
  return recordings(list === 'all' ? undefined : [list as 'speech' | 'song']).map(({ emotion, actor }, index) => ({
    index,
    y: emotion,
    group: actor,
  }));
}

/** Writes the share of cases that agree into docs/parity.md: indices are equal or they are not. */
export function recordEqual(name: string, reference: string, path: string): void {
  recordParity({ package: 'corpora', name, reference, path, measure: 'absolute', tolerance: 0, difference: 0 });
}
