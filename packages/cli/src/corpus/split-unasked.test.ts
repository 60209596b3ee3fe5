import { expect, test } from 'vitest';
import type { Clip } from './clip.ts';
import { splitUnasked } from './split-unasked.ts';

const clips = (speakers: readonly (string | undefined)[]): Clip[] =>
  speakers.map((speaker, i) => ({
    path: `/${i}.wav`,
    name: `${i}.wav`,
    label: 'happy',
    facets: {},
    ...(speaker !== undefined && { speaker }),
  }));
const settings = { split: 'stratified', folds: 4 } as const;
const provenance = { format: 'emodb', name: 'voices', synthetic: false };
const folds = [{ name: 'sessions', source: 'x', by: 'session', folds: [] }];

test('speakers that are told are split by, in no more folds than they allow', () => {
  const of = (speakers: string[]) => splitUnasked({ clips: clips(speakers), folds: [], provenance }, settings);
  expect(of(['a', 'b', 'c', 'd', 'e'])).toMatchObject({ split: 'speaker-independent', folds: 4 });
  expect(of(['a', 'b', 'c', 'd'])).toMatchObject({ split: 'speaker-independent', folds: 3 });
  expect(of(['a', 'b', 'c', 'd']).note).toMatch(/tells its 4 speakers, and those of the test part are new/);
});

test('folds that the corpus is published with come first', () => {
  const { note, ...split } = splitUnasked({ clips: clips(['a', 'b', 'c', 'd']), folds, provenance }, settings);
  expect(split).toEqual({ split: 'speaker-independent', actorPreset: 'sessions' });
  expect(note).toContain('(folds sessions)');
});

test.each([
  [
    ['a', 'b', 'c'],
    /There are 3 speakers, too few to test on others, so that the split is by file: .*say nothing of new ones/,
  ],
  [[undefined, undefined], /Nobody knows who speaks in these recordings \(--speaker PATTERN/],
  [['a', undefined, 'b', 'c'], /who speaks in 1 of 4 recordings/],
])('%j are split by file, and that is said', (speakers, message) => {
  const split = splitUnasked({ clips: clips(speakers), folds, provenance }, settings);
  expect(split.split).toBe('stratified');
  expect(split.note).toMatch(message);
});

test('the published protocol of RAVDESS stays', () => {
  const ravdess = { ...provenance, format: 'ravdess' };
  expect(splitUnasked({ clips: clips(['a', 'b', 'c']), folds, provenance: ravdess }, settings)).toEqual({});
});
