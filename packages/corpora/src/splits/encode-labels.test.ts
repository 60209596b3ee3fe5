import { describe, expect, test } from 'vitest';
import { encodeLabels } from './encode-labels.ts';

describe('encodeLabels', () => {
  test('orders strings by code point, a beginning before what begins with it', () => {
    const { classes, codes, counts } = encodeLabels(['b', 'ab', 'a', 'ab', '\u{1d400}', '\uff21'], 'stratifyBy');
    expect(classes).toEqual(['a', 'ab', 'b', '\uff21', '\u{1d400}']);
    expect([...codes]).toEqual([2, 1, 0, 1, 4, 3]);
    expect([...counts]).toEqual([1, 2, 1, 1, 1]);
  });

  test('orders numbers by value', () => {
    expect(encodeLabels([10, 9, -1, 2.5, 10], 'stratifyBy').classes).toEqual([-1, 2.5, 9, 10]);
  });

  test('encodes nothing as nothing', () => {
    expect(encodeLabels([], 'stratifyBy').classes).toEqual([]);
  });
});
