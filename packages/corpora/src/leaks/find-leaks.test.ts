import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertNoLeaks, findLeaks, LEAK_KINDS, type LeakItem } from './find-leaks.ts';

const kindsOf = (train: LeakItem, part: LeakItem): string[] => findLeaks([train], [part]).map(({ kind }) => kind);

const here: LeakItem = {
  path: '/c/03a01Fa.wav',
  speaker: '03',
  label: 'happiness',
  facets: { text: 'a01', take: 'a' },
};

describe('findLeaks names', () => {
  test.each<[string, LeakItem, LeakItem, string[]]>([
    ['nothing between other speakers', here, { path: '/c/08a01Fa.wav', speaker: '08', label: 'happiness' }, []],
    ['nothing where nothing is known', {}, {}, []],
    ['one file', here, { ...here }, ['same-audio', 'same-speaker']],
    [
      'another take',
      here,
      { ...here, path: '/c/03a01Fb.wav', facets: { text: 'a01', take: 'b' } },
      ['other-take', 'same-speaker'],
    ],
    [
      'another take with other measurements',
      { ...here, facets: { ...here.facets, valence: 2.5 } },
      { ...here, path: '/c/03a01Fb.wav', facets: { text: 'a01', take: 'b', valence: 1 } },
      ['other-take', 'same-speaker'],
    ],
    [
      'no other take of another text',
      here,
      { ...here, path: '/c/03a02Fb.wav', facets: { text: 'a02', take: 'b' } },
      ['same-speaker'],
    ],
    [
      'segments that overlap',
      { path: 'long.wav', start: 0, end: 2 },
      { path: 'long.wav', start: 1.5, end: 4 },
      ['same-audio'],
    ],
    ['a segment of a whole file', { path: 'long.wav' }, { path: 'long.wav', start: 7 }, ['same-audio']],
    [
      'segments that touch',
      { path: 'long.wav', start: 0, end: 2 },
      { path: 'long.wav', start: 2, end: 4 },
      ['same-file'],
    ],
    [
      'identical samples under two names',
      { path: 'a.wav', pcmHash: 'aa' },
      { path: 'b.wav', pcmHash: 'aa' },
      ['identical-audio'],
    ],
    ['one file told once', { path: 'a.wav', pcmHash: 'aa' }, { path: 'a.wav', pcmHash: 'aa' }, ['same-audio']],
    ['names where there are no paths', { name: 'a.wav' }, { name: 'a.wav' }, ['same-audio']],
    ['an augmented copy', { path: 'a.wav' }, { path: 'a.wav', augmentation: 'noise' }, ['augmented-copy']],
  ])('%s', (_, train, part, kinds) => {
    expect(kindsOf(train, part)).toEqual(kinds);
    expect(kindsOf(part, train)).toEqual(kinds);
  });

  test('both sides of every subject, and only what leaks', () => {
    const train = [
      { name: 'a1', speaker: 'a' },
      { name: 'b1', speaker: 'b' },
      { name: 'c1', speaker: 'c' },
    ];
    const part = [
      { name: 'b2', speaker: 'b' },
      { name: 'a2', speaker: 'a' },
      { name: 'd2', speaker: 'd' },
    ];
    expect(findLeaks(train, part)).toEqual([
      { kind: 'same-speaker', subject: 'speaker a', train: [train[0]], test: [part[1]] },
      { kind: 'same-speaker', subject: 'speaker b', train: [train[1]], test: [part[0]] },
    ]);
  });

  test('a leak if and only if a pair of items is one', () => {
    const side = fc.array(
      fc.record({
        path: fc.constantFrom('a.wav', 'b.wav'),
        speaker: fc.constantFrom(undefined, 'x', 'y'),
        label: fc.constantFrom('calm', 'angry'),
        facets: fc.record({ take: fc.constantFrom('1', '2'), text: fc.constantFrom('t', 'u') }, { requiredKeys: [] }),
        start: fc.constantFrom(undefined, 0, 1, 2),
        end: fc.constantFrom(undefined, 2, 3),
        pcmHash: fc.constantFrom(undefined, 'aa', 'bb'),
        augmentation: fc.constantFrom(undefined, '', 'noise'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(side, side, (train, part) => {
        const told = (list: { kind: string; subject: string }[]): string[] =>
          list.map(({ kind, subject }) => `${kind} ${subject}`).sort();
        const whole = findLeaks(train, part);
        const pairs = train.flatMap((a) => part.flatMap((b) => told(findLeaks([a], [b]))));
        expect(told(whole)).toEqual([...new Set(pairs)].sort());
        expect(told(findLeaks(part, train))).toEqual(told(whole));
        for (const leak of whole) {
          const joined = (a: LeakItem, b: LeakItem): boolean => findLeaks([a], [b], { kinds: [leak.kind] }).length > 0;
          expect(leak.train.every((a) => leak.test.some((b) => joined(a, b)))).toBe(true);
          expect(leak.test.every((b) => leak.train.some((a) => joined(a, b)))).toBe(true);
        }
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  test('unknown kinds as an error', () => {
    expect(() => findLeaks([], [], { kinds: ['speaker' as never] })).toThrow(
      expect.objectContaining({
        name: 'CorporaError',
        code: 'invalid-option',
        allowed: LEAK_KINDS.join(', '),
      }) as never,
    );
  });
});

test('assertNoLeaks counts what leaks', () => {
  const rows = [1, 2, 3].map((i) => ({ name: `${i}.wav`, speaker: 'x' }));
  expect(() => assertNoLeaks(rows.slice(0, 2), rows.slice(1))).toThrow(
    /Of 2 test items leak: same-audio 1, same-speaker 2\. Split by speaker/,
  );
  expect(() => assertNoLeaks(rows.slice(0, 2), rows.slice(1), { kinds: ['other-take'] })).not.toThrow();
});
