import { expect, test } from 'vitest';
import { readFolder } from '../../testing/memory-source.ts';
import { countCorpus } from './count-corpus.ts';

test('countCorpus counts labels, speakers, parts and facets, and names what is rare', async () => {
  const corpus = await readFolder({
    'labels.csv':
      'file,label,speaker,split,sex,valence,start,end\na.wav,happy,x,train,f,0.25,0,1\na.wav,happy,x,train,f,0.5,1,2\nb.wav,happy,y,test,m,0.75,,\nc.wav,sad,,test,m,1,,\ngone.wav,sad,y,test,m,1,,\nlost.wav,sad,y,test,m,1,,\n',
    ...Object.fromEntries(['a.wav', 'b.wav', 'c.wav', 'd.wav'].map((file) => [file, ''])),
  });
  expect(countCorpus(corpus, { folds: 2, maxValues: 3 })).toEqual({
    rows: 4,
    files: 3,
    labels: [
      { value: 'happy', rows: 3 },
      { value: 'sad', rows: 1 },
    ],
    speakers: [
      { value: 'x', rows: 2 },
      { value: 'y', rows: 1 },
    ],
    withoutSpeaker: 1,
    parts: [
      { value: 'train', rows: 2 },
      { value: 'test', rows: 2 },
    ],
    // Four values of valence are too many.
    facets: {
      sex: [
        { value: 'female', rows: 2 },
        { value: 'male', rows: 2 },
      ],
    },
    rareLabels: ['sad'],
    labelsOfFewSpeakers: [],
    alike: { labels: [], speakers: [] },
    problems: [
      { kind: 'missing-file', count: 2, example: expect.stringMatching(/^gone\.wav: there is no such file/) },
      { kind: 'unlabeled-file', count: 1, example: 'd.wav: nothing gives it a label' },
    ],
  });
  expect(countCorpus(corpus).labelsOfFewSpeakers).toEqual(['happy']);
  const rows = ['Happy', 'happy', 'HAPPY!', 'sad'].map((label, i) => ({
    path: `${i}`,
    name: `${i}`,
    label,
    speaker: ['s 1', 'S1', 's2', 's3'][i]!,
    facets: {},
  }));
  expect(countCorpus({ rows }).alike).toEqual({ labels: [['HAPPY!', 'Happy', 'happy']], speakers: [['S1', 's 1']] });
  expect(countCorpus({ rows: [] })).toMatchObject({ rows: 0, labels: [], parts: [], facets: {}, problems: [] });
});
