import { expect, test } from 'vitest';
import type { Clip } from '../../corpus/clip.ts';
import { describeSharedSound, sameSound } from './same-sound.ts';

const clip = (name: string): Clip => ({ path: `/${name}`, name, label: 'sad', facets: {} });
const [a, b, c, d] = ['a.wav', 'b.flac', 'c.wav', 'd.wav'].map(clip) as [Clip, Clip, Clip, Clip];
const row = (...values: number[]) => [Float32Array.from(values)];

test('recordings with the same numbers are one sound, and are told where they stand in several parts', () => {
  const rows = new Map([
    [a, row(1, 2)],
    [b, row(1, 2)],
    [c, row(1, 3)],
    [d, row(1, 3)],
  ]);
  const groups = sameSound({ rows });
  expect(groups).toEqual([
    ['a.wav', 'b.flac'],
    ['c.wav', 'd.wav'],
  ]);
  expect(describeSharedSound(groups, { train: [a, c, d], validation: [], test: [b] })).toMatch(
    /^A recording lies in several files, .* a\.wav \(train\) = b\.flac \(test\)/,
  );
  expect(describeSharedSound(groups, { train: [a, c], validation: [b], test: [d] })).toMatch(/^2 recordings lie/);
  expect(describeSharedSound(groups, { train: [a, b], validation: [], test: [c, d] })).toBeUndefined();
  expect(sameSound({ rows: new Map([[a, row(1)]]) })).toEqual([]);
});
