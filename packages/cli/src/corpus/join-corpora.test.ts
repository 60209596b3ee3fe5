import type { Corpus, CorpusRow } from '@ser/corpora';
import { expect, test } from 'vitest';
import { isOneCorpus, joinCorpora, type ReadFolder, takeOf } from './join-corpora.ts';

const recording = (modality: 'audio-only' | 'audio-video', speaker: string, take = '1'): CorpusRow => {
  const name = `${modality === 'audio-only' ? '03' : '01'}-01-04-01-01-0${take}-${speaker}`;
  return {
    path: `/${modality}/${name}`,
    name,
    label: 'sad',
    speaker,
    facets: { modality, statement: 'kids', take },
  };
};
const folder = (
  name: string,
  rows: readonly CorpusRow[],
  { format = 'ravdess', isPublished = true } = {},
): ReadFolder => ({
  name,
  corpus: { format, rows, problems: [] } as unknown as Corpus,
  isPublished,
});

test('archives of one corpus name the same people, and a take with and without picture counts once', () => {
  const sound = [recording('audio-only', '01'), recording('audio-only', '02')];
  const picture = [recording('audio-video', '01'), recording('audio-video', '03'), recording('audio-video', '01', '2')];
  for (const folders of [
    [folder('sound', sound), folder('picture', picture)],
    [folder('picture', picture), folder('sound', sound)],
  ]) {
    const { clips, problems } = joinCorpora(folders);
    expect(clips.map(({ name, speaker }) => [name, speaker]).sort()).toEqual([
      ['picture/01-01-04-01-01-01-03', '03'],
      ['picture/01-01-04-01-01-02-01', '01'],
      ['sound/03-01-04-01-01-01-01', '01'],
      ['sound/03-01-04-01-01-01-02', '02'],
    ]);
    expect(problems).toEqual([
      {
        kind: 'other-modality',
        path: '/audio-video/01-01-04-01-01-01-01',
        reason: 'it is the take of /audio-only/03-01-04-01-01-01-01, with picture',
      },
    ]);
  }
});

test('a file that lies in two folders of a published corpus counts once', () => {
  const row = (path: string): CorpusRow => ({
    path,
    name: path,
    label: 'anger',
    speaker: '03',
    facets: { text: 'a01' },
  });
  const of = { format: 'emodb' };
  const { clips, problems } = joinCorpora([
    folder('a', [row('/a/03a01Wa.wav')], of),
    folder('b', [row('/b/03a01Wa.wav'), row('/b/03a01Wb.wav')], of),
  ]);
  expect(clips.map(({ path }) => path)).toEqual(['/a/03a01Wa.wav', '/b/03a01Wb.wav']);
  expect(problems).toMatchObject([{ kind: 'duplicate', path: '/b/03a01Wa.wav' }]);
});

test('speakers of different corpora, and of folders that anybody made, are never the same', () => {
  const who = (...folders: ReadFolder[]) => joinCorpora(folders).clips.map(({ speaker }) => speaker);
  const rows = [recording('audio-only', '01')];
  expect(who(folder('x', rows), folder('y', rows, { format: 'emodb' }))).toEqual(['ravdess:01', 'emodb:01']);
  const own = { format: 'folders', isPublished: false };
  expect(who(folder('x', rows, own), folder('y', rows, own))).toEqual(['x:01', 'y:01']);
  // The demo corpus has names of RAVDESS.
  expect(who(folder('x', rows), folder('y', rows, { isPublished: false }))).toEqual(['ravdess:01', 'y:01']);
});

test('layouts of one corpus are told from those that anybody may use', () => {
  expect(['ravdess', 'emodb', 'iemocap', 'tess'].every(isOneCorpus)).toBe(true);
  expect(['folders', 'table', 'audiofolder', 'audformat', 'emobox'].some(isOneCorpus)).toBe(false);
});

test('a take is the same in whatever file and folder, with or without picture; who is not told is nobody', () => {
  const [sound, picture] = [recording('audio-only', '01'), recording('audio-video', '01')];
  expect(takeOf({ ...picture, speaker: 'ravdess:01', facets: { ...picture.facets, corpus: 'x' } })).toBe(takeOf(sound));
  expect(takeOf(recording('audio-video', '01', '2'))).not.toBe(takeOf(sound));
  expect(takeOf({ ...sound, start: 0, end: 1 })).not.toBe(takeOf(sound));
  const { speaker: _, ...nobody } = sound;
  expect(takeOf(nobody)).toBeUndefined();
});

test('utterances of parts whose dialogs are numbered anew are different ones', () => {
  const utterance = (part: string): CorpusRow => ({
    path: `/${part}/dia0_utt0.mp4`,
    name: `${part}/dia0_utt0.mp4`,
    label: 'joy',
    speaker: 'Joey',
    facets: { dialog: `${part} 0` },
  });
  const of = { format: 'meld' };
  const folders = ['train', 'dev'].map((part) => folder(part, [utterance(part)], of));
  const { clips, problems } = joinCorpora(folders);
  expect(clips).toHaveLength(2);
  expect(problems).toEqual([]);
  expect(takeOf(clips[0]!)).not.toBe(takeOf(clips[1]!));
});
