import { RAVDESS_FOLDS } from '@ser/corpora';
import { catalog, findLeaks as findRavdessLeaks, type LeakItem, parseFilename } from '@ser/ravdess';
import { describe, expect, test } from 'vitest';
import { clipOf, LABELS } from '../../test/clip-of.ts';
import { readSettings } from '../settings/read-settings.ts';
import { DEFAULTS } from '../settings/settings.ts';
import { type Clip, labelsOfClips } from './clip.ts';
import { foldCount, splitCorpus } from './split-corpus.ts';

const clips: Clip[] = catalog({ modality: 'audio-only' }).map((recording) => clipOf(recording));
const corpus = { clips, folds: RAVDESS_FOLDS };
const actorOf = ({ speaker }: Clip): number => Number(speaker);
const actors = (part: readonly Clip[]): number[] => [...new Set(part.map(actorOf))].sort((a, b) => a - b);
/** Leaks of RAVDESS, by the names of its files. */
const findLeaks = (...parts: [readonly Clip[], readonly Clip[]]) => {
  const [train, test] = parts.map((part): LeakItem[] => part.map(({ name }) => parseFilename(name)));
  return findRavdessLeaks(train!, test!);
};

test('classes come from the clips, in order of name', () => {
  expect(labelsOfClips(clips)).toEqual(LABELS);
  expect(labelsOfClips([{ ...clips[0]!, label: 'Ärger' }, { ...clips[0]!, label: 'Trauer' }, clips[0]!])).toEqual([
    'Trauer',
    'neutral',
    'Ärger',
  ]);
});

describe('stratified, the published protocol', () => {
  const parts = splitCorpus(corpus, { ...DEFAULTS, split: 'stratified' });

  test('has the published test supports', () => {
    const supports = LABELS.map((label) => parts.test.filter((clip) => clip.label === label).length);
    expect(supports).toEqual([75, 75, 39, 75, 75, 38, 75, 39]);
  });

  test('draws validation from the training part', () => {
    expect(parts.validation.length).toBe(Math.ceil(0.1 * 1961));
    expect(new Set([...parts.train, ...parts.validation, ...parts.test]).size).toBe(2452);
  });

  test('of few files, every part has one of each class', () => {
    const few = ['happy', 'sad', 'angry', 'calm'].flatMap((label) =>
      Array.from({ length: 4 }, (_, i): Clip => ({ path: '', name: `${label} ${i}`, label, facets: {} })),
    );
    const small = splitCorpus({ clips: few, folds: [] }, { ...DEFAULTS, split: 'stratified' });
    expect([small.train, small.validation, small.test].map((part) => part.length)).toEqual([8, 4, 4]);
    for (const part of [small.train, small.validation, small.test]) expect(labelsOfClips(part)).toHaveLength(4);
  });
});

describe.each([0, 1, 2, 3])('speaker-independent, fold %i of 4', (fold) => {
  const parts = splitCorpus(corpus, { ...DEFAULTS, split: 'speaker-independent', fold, validationSize: 0.2 });

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
    actors(splitCorpus(corpus, { ...DEFAULTS, split: 'speaker-independent', fold }).test),
  );
  expect(tested.sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
});

test('too few voices are refused with what to do', () => {
  const few = clips.filter((clip) => actorOf(clip) <= 4);
  expect(() => splitCorpus({ ...corpus, clips: few }, { ...DEFAULTS, split: 'speaker-independent' })).toThrow(
    /at least 5 speakers; there are 4.*--set folds=3, or --split stratified/,
  );
});

test('a fold that leaves nobody to validate on is refused', () => {
  const three = clips.filter((clip) => actorOf(clip) <= 3);
  const settings = { ...DEFAULTS, split: 'speaker-independent', folds: 2 } as const;
  const outcomes = [0, 1].map((fold) => {
    try {
      return splitCorpus({ ...corpus, clips: three }, { ...settings, fold }).test.length > 0;
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(outcomes).toContain(true);
  expect(outcomes).toContainEqual(
    expect.stringMatching(/leaves 1 of 3 speakers, and learning and validation need one each/),
  );
});

test('advice is never circular: the folds that are advised work', () => {
  const advised = new Set<string>();
  for (let speakers = 1; speakers <= 7; speakers++) {
    const few = { ...corpus, clips: clips.filter((clip) => actorOf(clip) <= speakers) };
    for (let folds = 2; folds <= 6; folds++) {
      for (let fold = 0; fold < folds; fold++) {
        const settings = { ...DEFAULTS, split: 'speaker-independent', folds, fold } as const;
        const given = `${speakers} speakers, ${folds} folds, fold ${fold}`;
        const refusal = ((): string => {
          try {
            splitCorpus(few, settings);
            return '';
          } catch (error) {
            return (error as Error).message;
          }
        })();
        const advice = /--set folds=(\d+)/.exec(refusal)?.[1];
        if (advice === undefined) continue;
        advised.add(`${speakers}: ${advice}`);
        expect(Number(advice), given).not.toBe(folds);
        expect(splitCorpus(few, { ...settings, folds: Number(advice) }).test.length, given).toBeGreaterThan(0);
      }
    }
  }
  expect(advised.size).toBeGreaterThan(2);
});

describe('published actor folds', () => {
  const speech = { ...DEFAULTS, split: 'speaker-independent', vocalChannel: 'speech' } as const;

  test('are those of the preset, on the channel that they were published for', () => {
    const folds = { ...speech, actorPreset: 'luna-jimenez' } as const;
    expect(foldCount(corpus, folds)).toBe(5);
    const first = splitCorpus(corpus, { ...folds, fold: 0 });
    expect(actors(first.test)).toEqual([2, 5, 14, 15, 16]);
    expect(first.test).toHaveLength(300);
    expect(first.train.length + first.validation.length).toBe(1440 - 300);
    expect(findLeaks(first.train, first.validation)).toEqual([]);
    const last = splitCorpus(corpus, { ...folds, fold: 4 });
    expect(actors(last.test)).toEqual([1, 4, 9, 22]);
  });

  test('keep the validation actors that a preset names', () => {
    const parts = splitCorpus(corpus, { ...speech, actorPreset: 'audb' });
    expect(actors(parts.test)).toEqual([21, 22, 23, 24]);
    expect(actors(parts.validation)).toEqual([16, 17, 19, 20]);
  });

  test('leave every actor out once', () => {
    const alone = { ...speech, actorPreset: 'leave-one-actor-out' } as const;
    expect(foldCount(corpus, alone)).toBe(24);
    expect(actors(splitCorpus(corpus, { ...alone, fold: 23 }).test)).toEqual([24]);
    expect(() => splitCorpus(corpus, { ...alone, fold: 24 })).toThrow(/no fold 24: this split has 24/);
  });

  test('are as many as the corpus says, and of the names that it says', () => {
    const preset = (name: string, fold: number) => () => splitCorpus(corpus, { ...speech, actorPreset: name, fold });
    expect(preset('emobox', 6)).toThrow(/no fold 6: this split has 6/);
    expect(preset('emobx', 0)).toThrow(/actorPreset emobx: this corpus has no such folds; it has audb, emobox, /);
  });

  test('refuse voices that they do not know', () => {
    const foreign = clips.map((clip) => ({ ...clip, speaker: String(actorOf(clip) + 24) }));
    expect(() => splitCorpus({ ...corpus, clips: foreign }, { ...speech, actorPreset: 'emobox' })).toThrow(
      /actorPreset emobox: its folds do not know speaker 25, 26/,
    );
  });

  test('one fold is split at a time', () => {
    expect(() => splitCorpus(corpus, { ...speech, fold: 'all' })).toThrow(/choose --fold 0 to 3/);
  });
});

describe('validation on the test part, as published', () => {
  test.each(['stratified', 'speaker-independent'] as const)('%s', (split) => {
    const apart = splitCorpus(corpus, { ...DEFAULTS, split });
    const watched = splitCorpus(corpus, { ...DEFAULTS, split, validation: 'test' });
    expect(watched.validation).toEqual(watched.test);
    expect(watched.test).toEqual(apart.test);
    // Nothing is set aside for validation.
    expect(watched.train).toHaveLength(apart.train.length + apart.validation.length);
  });
});

test('the published recipe has the published supports for any seed', async () => {
  const published = await readSettings({ recipe: 'published' });
  for (const seed of [0, 1, 7, 42]) {
    const { test: part } = splitCorpus(corpus, { ...published, seed });
    expect(LABELS.map((label) => part.filter((clip) => clip.label === label).length)).toEqual([
      75, 75, 39, 75, 75, 38, 75, 39,
    ]);
  }
});
