import { catalog, findLeaks, formatFilename } from '@ser/ravdess';
import { describe, expect, test } from 'vitest';
import { LABELS } from '../labels.ts';
import { DEFAULTS } from '../settings/settings.ts';
import type { Clip } from './clip.ts';
import { splitCorpus } from './split-corpus.ts';

const clips: Clip[] = catalog({ modality: 'audio-only' }).map((recording) => ({
  path: `/x/${formatFilename(recording)}`,
  name: formatFilename(recording),
  recording,
}));
const actors = (part: readonly Clip[]): number[] =>
  [...new Set(part.map((clip) => clip.recording.actor))].sort((a, b) => a - b);

describe('stratified, the published protocol', () => {
  const parts = splitCorpus(clips, { ...DEFAULTS, split: 'stratified' });

  test('has the published test supports', () => {
    const supports = LABELS.map((label) => parts.test.filter((clip) => clip.recording.emotion === label).length);
    expect(supports).toEqual([75, 75, 39, 75, 75, 38, 75, 39]);
  });

  test('draws validation from the training part', () => {
    expect(parts.validation.length).toBe(Math.ceil(0.1 * 1961));
    expect(new Set([...parts.train, ...parts.validation, ...parts.test]).size).toBe(2452);
  });
});

describe.each([0, 1, 2, 3])('speaker-independent, fold %i of 4', (fold) => {
  const parts = splitCorpus(clips, { ...DEFAULTS, split: 'speaker-independent', fold, validationSize: 0.2 });

  test('no voice, and nothing else, stands on two sides', () => {
    expect(findLeaks([...parts.train, ...parts.validation], parts.test)).toEqual([]);
    expect(findLeaks(parts.train, parts.validation)).toEqual([]);
    expect(parts.train.length + parts.validation.length + parts.test.length).toBe(2452);
  });

  test('tests six voices, three of each sex, and validates on both sexes', () => {
    expect(actors(parts.test)).toHaveLength(6);
    expect(actors(parts.test).filter((actor) => actor % 2 === 1)).toHaveLength(3);
    expect(new Set(actors(parts.validation).map((actor) => actor % 2))).toEqual(new Set([0, 1]));
  });
});

test('the folds test every voice once', () => {
  const tested = [0, 1, 2, 3].flatMap((fold) =>
    actors(splitCorpus(clips, { ...DEFAULTS, split: 'speaker-independent', fold }).test),
  );
  expect(tested.sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
});

test('too few voices are refused with what to do', () => {
  const few = clips.filter((clip) => clip.recording.actor <= 4);
  expect(() => splitCorpus(few, { ...DEFAULTS, split: 'speaker-independent' })).toThrow(
    /at least 5 actors; there are 4.*--set folds=2/,
  );
});
