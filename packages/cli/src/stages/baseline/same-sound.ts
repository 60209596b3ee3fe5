import { PARTS } from '../../corpus/clip.ts';
import type { Parts } from '../../corpus/split-corpus.ts';
import { digest } from '../../files/digest.ts';
import type { Functionals } from './compute-functionals.ts';

/** Names of recordings whose voice statistics are equal to the last digit, two or more each: the same sound in several files. */
export function sameSound({ rows }: Pick<Functionals, 'rows'>): string[][] {
  const groups = new Map<string, string[]>();
  for (const [clip, own] of rows) {
    const sound = digest(own.map((values) => [...values]));
    groups.set(sound, [...(groups.get(sound) ?? []), clip.name]);
  }
  return [...groups.values()].filter((names) => names.length > 1);
}

/** What has to be said where such recordings stand in several parts of a split; undefined where none does. */
export function describeSharedSound(groups: readonly (readonly string[])[], parts: Parts): string | undefined {
  const partOf = new Map(PARTS.flatMap((part) => parts[part].map(({ name }) => [name, part] as const)));
  const shared = groups.filter((names) => new Set(names.map((name) => partOf.get(name))).size > 1);
  if (shared.length === 0) return undefined;
  const [names] = shared;
  const recordings = shared.length === 1 ? 'A recording lies' : `${shared.length} recordings lie`;
  return `${recordings} in several files, and these in several parts of the split, such as ${names!.map((name) => `${name} (${partOf.get(name)})`).join(' = ')}: the figures are better than they should be. ser corpora lists all.`;
}
