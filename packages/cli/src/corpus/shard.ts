import { usageError } from '../errors.ts';

/** One of several shares of the work, numbered from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** More shares than that are a slip of the keyboard. */
const MOST = 10_000;

/** Reads `--shard i/n`: the i-th of n shares, from 1. */
export function readShard(text: string): Shard {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || count < 1 || count > MOST || index < 1 || index > count) {
    throw usageError(
      `--shard takes i/n, the i-th of n shares from 1/n to n/n, such as --shard 1/4; received "${text}".`,
    );
  }
  return { index, count };
}

/**
 * Shares the clips out, all copies of a clip together, since it is read once: each clip, by its name's order, goes to the
 * share with the fewest examples so far. The shares depend on the examples only, never on what is computed already.
 *
 * @returns For every share the clips in it, the first share first.
 */
export function shareOut<C extends { readonly name: string }>(
  examples: readonly { readonly clip: C }[],
  count: number,
): Set<C>[] {
  const sizes = new Map<C, number>();
  for (const { clip } of examples) sizes.set(clip, (sizes.get(clip) ?? 0) + 1);
  const shares = Array.from({ length: count }, () => ({ clips: new Set<C>(), size: 0 }));
  for (const [clip, size] of [...sizes].sort(([a], [b]) => (a.name < b.name ? -1 : 1))) {
    const smallest = shares.reduce((least, share) => (share.size < least.size ? share : least));
    smallest.clips.add(clip);
    smallest.size += size;
  }
  return shares.map(({ clips }) => clips);
}
