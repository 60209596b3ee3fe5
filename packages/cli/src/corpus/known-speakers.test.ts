import { expect, test } from 'vitest';
import { knownSpeakers } from './known-speakers.ts';

const by = (...speakers: (string | undefined)[]) => speakers.map((speaker) => ({ speaker }));

test.each([
  ['all', [{ train: by('a', 'b', 'c'), test: by('a', 'b', 'a') }]],
  ['all', [{ train: by('a', undefined), test: by('a') }]],
  ['some', [{ train: by('a', 'b'), test: by('b', 'c') }]],
  ['some', [{ train: by('a'), test: by('a', undefined) }]],
  ['none', [{ train: by('a', 'b'), test: by('c', 'd') }]],
  // Whoever is not told may be anybody.
  ['untold', [{ train: by('a', undefined), test: by('c') }]],
  ['untold', [{ train: by('a'), test: by('c', undefined) }]],
  ['untold', [{ train: by(undefined), test: by(undefined) }]],
  ['untold', [{ train: [], test: by('c') }]],
  ['untold', []],
  // Folds train on each other's test speakers, which is no leak.
  [
    'none',
    [
      { train: by('a'), test: by('b') },
      { train: by('b'), test: by('a') },
    ],
  ],
  [
    'some',
    [
      { train: by('a'), test: by('b') },
      { train: by('b'), test: by('b') },
    ],
  ],
  [
    'untold',
    [
      { train: by('a'), test: by('b') },
      { train: by('b'), test: by(undefined) },
    ],
  ],
] as const)('%s', (answer, splits) => expect(knownSpeakers(splits)).toBe(answer));
