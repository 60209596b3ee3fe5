import { describe, expect, test } from 'vitest';
import { clipOf } from '../../test/clip-of.ts';
import type { Example } from './clip.ts';
import { readShard, shareOut } from './shard.ts';

test.each(['0/4', '5/4', '1', '1/0', 'a/b', '1/4/2', '-1/4', '1.5/4', '1/99999', ''])('"%s" is refused', (text) => {
  expect(() => readShard(text)).toThrow(/--shard takes i\/n/);
});

test('1/4 is the first of four', () => {
  expect(readShard('1/4')).toEqual({ index: 1, count: 4 });
  expect(readShard('4/4')).toEqual({ index: 4, count: 4 });
});

describe('shares', () => {
  const examples: Example[] = [];
  for (let actor = 1; actor <= 24; actor++) {
    const name = `03-01-05-01-02-01-${String(actor).padStart(2, '0')}.wav`;
    const clip = clipOf(name);
    for (let copy = 0; copy <= actor % 3; copy++) examples.push({ clip, augmentation: null });
  }

  test.each([1, 2, 5, 24, 30])('%i of them hold every clip once and about as many examples each', (count) => {
    const shares = shareOut(examples, count);
    expect(shares).toHaveLength(count);
    expect(shares.flatMap((share) => [...share].map((clip) => clip.name)).sort()).toEqual(
      [...new Set(examples.map((example) => example.clip.name))].sort(),
    );
    const sizes = shares.map((share) => examples.filter((example) => share.has(example.clip)).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(3);
  });

  test('do not depend on the order of the examples', () => {
    const names = (given: readonly Example[]) => shareOut(given, 4).map((share) => [...share].map(({ name }) => name));
    expect(names([...examples].reverse())).toEqual(names(examples));
  });
});
