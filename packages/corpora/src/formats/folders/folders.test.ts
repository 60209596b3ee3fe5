import { describe, expect, test } from 'vitest';
import { linesOf, problemsOf, readFolder } from '../../../testing/memory-source.ts';

describe('a folder per label', () => {
  test.each<[string, string[], string, string[]]>([
    [
      'one level',
      ['happy/1.mp3', 'sad/1.mp3'],
      'folders are named happy, sad',
      ['happy/1.mp3 happy -', 'sad/1.mp3 sad -'],
    ],
    [
      'any language, any words',
      ['corpus/froh/1.ogg', 'corpus/悲しみ/1.opus', 'corpus/sarkastisch/x.m4a', 'readme.txt'],
      'folders are named froh, sarkastisch, 悲しみ',
      ['corpus/froh/1.ogg froh -', 'corpus/sarkastisch/x.m4a sarkastisch -', 'corpus/悲しみ/1.opus 悲しみ -'],
    ],
    [
      'speakers above',
      ['anna/happy/1.wav', 'anna/sad/1.wav', 'ben/happy/1.wav', 'ben/sad/1.wav'],
      'folders are named happy, sad, below folders of speakers',
      ['anna/happy/1.wav happy anna', 'anna/sad/1.wav sad anna', 'ben/happy/1.wav happy ben', 'ben/sad/1.wav sad ben'],
    ],
    [
      'speakers below',
      ['happy/anna/1.wav', 'sad/anna/1.wav', 'happy/ben/1.wav', 'sad/ben/1.wav'],
      'folders are named happy, sad, above folders of speakers',
      ['happy/anna/1.wav happy anna', 'happy/ben/1.wav happy ben', 'sad/anna/1.wav sad anna', 'sad/ben/1.wav sad ben'],
    ],
    [
      'parts above speakers',
      ['train/anna/happy/1.wav', 'train/anna/sad/1.wav', 'test/ben/happy/1.wav', 'test/ben/sad/1.wav'],
      'folders are named happy, sad, below folders of speakers, below folders of parts',
      [
        'test/ben/happy/1.wav happy ben test',
        'test/ben/sad/1.wav sad ben test',
        'train/anna/happy/1.wav happy anna train',
        'train/anna/sad/1.wav sad anna train',
      ],
    ],
    [
      'what lies below labels and is no speaker',
      ['happy/take one/1.wav', 'sad/other/1.wav'],
      'folders are named happy, sad',
      ['happy/take one/1.wav happy -', 'sad/other/1.wav sad -'],
    ],
  ])('%s', async (_, files, reason, lines) => {
    const corpus = await readFolder(files);
    expect([corpus.format, corpus.reason]).toEqual(['folders', reason]);
    expect(linesOf(corpus)).toEqual(lines);
    expect(corpus.problems).toEqual([]);
  });

  test('recordings above the labels are told', async () => {
    const corpus = await readFolder(['happy/1.wav', 'sad/1.wav', 'stray.wav']);
    expect(problemsOf(corpus)).toEqual(['unlabeled-file stray.wav']);
  });

  test('which level is the label is asked, and can be told', async () => {
    const files = ['x/anna/1.wav', 'y/anna/1.wav', 'x/ben/1.wav', 'y/ben/1.wav'];
    await expect(readFolder(files)).rejects.toThrow(
      /such as x\/anna, do not say which .* layout: 'speaker\/label' or 'label\/speaker'/,
    );
    const asked = await readFolder(files, { layout: 'label/speaker', format: 'folders' });
    expect(asked.rows.map(({ label, speaker }) => `${label} ${speaker}`)).toEqual([
      'x anna',
      'x ben',
      'y anna',
      'y ben',
    ]);
    const other = await readFolder(files, { layout: 'speaker/label' });
    expect(other.labels).toEqual(['anna', 'ben']);
    await expect(readFolder(files, { layout: 'labels' })).rejects.toThrow(
      /layout must be one of label, speaker\/label/,
    );
  });

  test('folders of speakers alone are no labels', async () => {
    for (const files of [
      ['Actor_01/1.wav', 'Actor_02/1.wav'],
      ['0001/a.wav', '0002/a.wav'],
      ['s1/x/1.wav', 's2/x/1.wav'],
      ['1.wav', '2.wav'],
      [],
    ]) {
      await expect(readFolder(files)).rejects.toThrow(
        expect.objectContaining({
          name: 'CorporaError',
          code: expect.stringMatching(/unknown-format|ambiguous-format/),
        }) as never,
      );
    }
  });
});
