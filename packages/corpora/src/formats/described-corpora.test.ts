import { describe, expect, test } from 'vitest';
import { type Folder, linesOf, problemsOf, readFolder } from '../../testing/memory-source.ts';

describe('IEMOCAP', () => {
  const evaluation = [
    '% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]',
    '',
    '[6.2901 - 8.2357]\tSes01F_impro01_F000\tneu\t[2.5000, 2.5000, 3.0000]',
    'C-E2:\tNeutral;\t()',
    'C-E3:\tNeutral;\t()',
    'C-E4:\tAnger; Frustration;\t()',
    'C-F1:\tHappiness;\t()',
    'A-E3:\tval 3; act 2; dom  2;\t()',
    '',
    '[10.0100 - 11.3925]\tSes01F_impro01_M001\txxx\t[2.5000, 2.5000, 2.5000]',
    '[14.8872 - 18.0175]\tSes01F_impro01_M002\texc\t[4.0000, 3.5000, 2.5000]',
    '[19.2900 - 20.7875]\tSes01F_impro01_F003\tang\t[1.5000, 3.5000, 2.5000]',
  ].join('\r\n');
  const sentences = ['F000', 'M001', 'M002'].map(
    (turn) => `Session1/sentences/wav/Ses01F_impro01/Ses01F_impro01_${turn}.wav`,
  );
  const folder: Folder = {
    'Session1/dialog/EmoEvaluation/Ses01F_impro01.txt': evaluation,
    'Session1/dialog/EmoEvaluation/Categorical/Ses01F_impro01_e2_cat.txt': 'x',
    ...Object.fromEntries(sentences.map((file) => [file, ''])),
  };

  test('labels, speakers, dimensions and votes from the evaluations', async () => {
    const corpus = await readFolder(folder);
    expect([corpus.format, corpus.reason]).toEqual(['iemocap', '1 files of evaluations such as Ses01F_impro01.txt']);
    expect(linesOf(corpus)).toEqual([
      `${sentences[0]} neutral Ses01F arousal=2.5 dialog=Ses01F_impro01 dominance=3 kind=improvised session=1 sex=female valence=2.5`,
      `${sentences[2]} excitement Ses01M arousal=3.5 dialog=Ses01F_impro01 dominance=2.5 kind=improvised session=1 sex=male valence=4`,
    ]);
    expect(corpus.rows[0]!.distribution).toEqual({ neutral: 0.5, anger: 0.25, frustration: 0.25 });
    expect(problemsOf(corpus)).toEqual(['missing-file Ses01F_impro01_F003.wav', `no-majority ${sentences[1]}`]);
    expect(corpus.folds[0]).toMatchObject({ name: 'sessions', by: 'session' });
    expect(corpus.folds[0]!.folds).toHaveLength(5);
  });

  test('segments of the dialog where sentences are not there', async () => {
    const corpus = await readFolder({
      'Session1/dialog/EmoEvaluation/Ses01F_impro01.txt': evaluation,
      'Session1/dialog/wav/Ses01F_impro01.wav': '',
    });
    expect(corpus.rows.map(({ name, start, end }) => [name, start, end])).toEqual([
      ['Session1/dialog/wav/Ses01F_impro01.wav#t=6.2901,8.2357', 6.2901, 8.2357],
      ['Session1/dialog/wav/Ses01F_impro01.wav#t=14.8872,18.0175', 14.8872, 18.0175],
      ['Session1/dialog/wav/Ses01F_impro01.wav#t=19.29,20.7875', 19.29, 20.7875],
    ]);
  });

  test('the customary merges by name', async () => {
    const merged = await readFolder(folder, { labelMap: 'four-classes' });
    expect(merged.labels).toEqual(['happiness', 'neutral']);
    expect(merged.labelChanges).toContainEqual({ from: 'excitement', to: 'happiness', rows: 1 });
    await expect(readFolder(folder, { labelMap: 'two-classes' })).rejects.toThrow(
      /knows \(four-classes, excitement-is-happiness\)/,
    );
  });
});

test('MELD: parts, dialogs and speakers from its tables', async () => {
  const head = 'Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID,Season,Episode,StartTime,EndTime';
  const corpus = await readFolder({
    'train_sent_emo.csv': `${head}\n1,"also I was, well, ""there""",Chandler,neutral,neutral,0,0,8,21,"00:16:16,059","00:16:21,731"\n2,Oh,Joey,surprise,positive,0,1,8,21,x,y\n`,
    'test_sent_emo.csv': `${head}\n1,Why?,Mark,surprise,positive,0,0,3,19,x,y\n2,Gone,Ross,anger,negative,7,3,3,19,x,y\n`,
    'train_splits/dia0_utt0.mp4': '',
    'train_splits/dia0_utt1.mp4': '',
    'output_repeated_splits_test/dia0_utt0.mp4': '',
    'output_repeated_splits_test/final_videos_testdia0_utt0.mp4': '',
  });
  expect(corpus.format).toBe('meld');
  expect(linesOf(corpus)).toEqual([
    'output_repeated_splits_test/dia0_utt0.mp4 surprise Mark test dialog=test 0 sentiment=positive text=Why?',
    'train_splits/dia0_utt0.mp4 neutral Chandler train dialog=train 0 sentiment=neutral text=also I was, well, "there"',
    'train_splits/dia0_utt1.mp4 surprise Joey train dialog=train 0 sentiment=positive text=Oh',
  ]);
  expect(problemsOf(corpus)).toEqual([
    'missing-file dia7_utt3.mp4',
    'unlabeled-file output_repeated_splits_test/final_videos_testdia0_utt0.mp4',
  ]);
});

describe('Hugging Face audiofolder', () => {
  test.each([
    ['csv', 'file_name,label,speaker_id\nclips/a.wav,happy,1\nb.mp3,sad,2\n'],
    [
      'jsonl',
      '{"file_name": "clips/a.wav", "label": "happy", "speaker_id": 1}\n{"file_name": "b.mp3", "label": "sad", "speaker_id": 2}\n',
    ],
  ])('metadata.%s', async (extension, text) => {
    const corpus = await readFolder({ [`metadata.${extension}`]: text, 'clips/a.wav': '', 'b.mp3': '' });
    expect(corpus.format).toBe('audiofolder');
    expect(linesOf(corpus)).toEqual(['b.mp3 sad 2', 'clips/a.wav happy 1']);
  });

  test('a table per part', async () => {
    const table = 'file_name,label\na.wav,happy\nb.wav,sad\n';
    const files = ['data/train/a.wav', 'data/train/b.wav', 'data/test/a.wav', 'data/test/b.wav'];
    const corpus = await readFolder({
      'data/train/metadata.csv': table,
      'data/test/metadata.csv': table,
      ...Object.fromEntries(files.map((file) => [file, ''])),
    });
    expect(linesOf(corpus)).toEqual([
      'data/test/a.wav happy - test',
      'data/test/b.wav sad - test',
      'data/train/a.wav happy - train',
      'data/train/b.wav sad - train',
    ]);
  });

  test('class folders below folders of parts', async () => {
    const corpus = await readFolder(['train/dog/1.wav', 'train/cat/2.wav', 'validation/cat/1.wav', 'test/dog/1.wav']);
    expect([corpus.format, corpus.reason]).toEqual(['folders', 'folders are named dog, cat, below folders of parts']);
    const files = corpus.rows.map(({ name }) => name);
    expect((await readFolder(files, { format: 'audiofolder' })).rows).toEqual(corpus.rows);
    expect(linesOf(corpus)).toEqual([
      'test/dog/1.wav dog - test',
      'train/cat/2.wav cat - train',
      'train/dog/1.wav dog - train',
      'validation/cat/1.wav cat - validation',
    ]);
  });
});

describe('audformat', () => {
  const yaml = (tables: string): string =>
    `name: mine\nlicense: CC0-1.0\nschemes:\n  emotion: {dtype: str, labels: [happy, sad]}\n  speaker:\n    dtype: str\n    labels:\n      s1: {gender: female, age: 31}\n      s2: {gender: male}\nsplits:\n  dev: {type: dev}\n  test: {type: test}\ntables:\n${tables}`;
  const files = yaml(
    '  emotion:\n    type: filewise\n    columns:\n      emotion: {scheme_id: emotion, rater_id: gold}\n      emotion.confidence: {}\n  files:\n    type: filewise\n    columns:\n      speaker: {scheme_id: speaker}\n      duration: {}\n',
  );

  test('files, with what other tables and schemes say of them and their speakers', async () => {
    const corpus = await readFolder({
      'db.yaml': files,
      'db.emotion.csv': 'file,emotion,emotion.confidence\nwav/a.wav,happy,0.9\nwav/b.wav,sad,1\nwav/c.wav,,0.2\n',
      'db.files.csv': 'file,duration,speaker\nwav/a.wav,0 days 00:00:01.8,s1\nwav/b.wav,0 days 00:00:01.6,s2\n',
      'wav/a.wav': '',
      'wav/b.wav': '',
      'wav/c.wav': '',
    });
    expect(corpus.format).toBe('audformat');
    expect(linesOf(corpus)).toEqual([
      'wav/a.wav happy s1 age=31 duration=0 days 00:00:01.8 emotion.confidence=0.9 sex=female',
      'wav/b.wav sad s2 duration=0 days 00:00:01.6 emotion.confidence=1 sex=male',
    ]);
    expect(problemsOf(corpus)).toEqual(['empty-label wav/c.wav']);
  });

  test('segments, and a table per split', async () => {
    const columns = 'columns:\n      emotion: {scheme_id: emotion}\n';
    const corpus = await readFolder({
      'db.yaml': yaml(
        `  emotion.test:\n    type: segmented\n    split_id: test\n    ${columns}  emotion.dev:\n    type: segmented\n    split_id: dev\n    ${columns}`,
      ),
      'db.emotion.test.csv': 'file,start,end,emotion\na.wav,0 days 00:00:00,0 days 00:00:01.500000,happy\n',
      'db.emotion.dev.csv': 'file,start,end,emotion\na.wav,0 days 00:00:01.5,NaT,sad\n',
      'a.wav': '',
    });
    expect(corpus.rows).toEqual([
      { path: '/c/a.wav', name: 'a.wav#t=0,1.5', label: 'happy', facets: {}, start: 0, end: 1.5, part: 'test' },
      { path: '/c/a.wav', name: 'a.wav#t=1.5', label: 'sad', facets: {}, start: 1.5, part: 'validation' },
    ]);
  });

  test('a description that would grow without end is refused', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
    );
    const bomb = `l0: &l0 x\n${levels.join('\n')}\n`;
    await expect(readFolder({ 'db.yaml': bomb, 'a.wav': '' })).rejects.toThrow(
      /db\.yaml is not YAML: Excessive alias count/,
    );
    await expect(readFolder({ 'db.yaml': `a: ${'['.repeat(50_000)}`, 'a.wav': '' })).rejects.toThrow(
      /db\.yaml is not YAML/,
    );
  });

  test('what it cannot read, it names', async () => {
    await expect(readFolder({ 'db.yaml': files, 'a.wav': '' })).rejects.toThrow(
      /db\.emotion\.csv is not there\. Tables must be CSV/,
    );
    await expect(readFolder({ 'db.yaml': 'a: [', 'a.wav': '' })).rejects.toThrow(/db\.yaml is not YAML/);
    await expect(readFolder({ 'db.yaml': yaml('  x: {columns: {y: {}}}\n'), 'a.wav': '' })).rejects.toThrow(
      /no table with a column "emotion"; its tables are x/,
    );
  });
});

test('EmoBox: folds as pairs of files, of which the test files give the rows', async () => {
  const line = (key: string, emo: string): string =>
    JSON.stringify({
      key,
      dataset: 'emodb',
      wav: `downloads/emodb/wav/${key}.wav`,
      type: 'raw',
      sex: 'female',
      emo,
      channel: 1,
    });
  const [a, b, c] = [line('a', 'angry'), line('b', 'happy'), line('c', 'angry')];
  const corpus = await readFolder({
    'fold_1/emodb_train_fold_1.jsonl': `${a}\n${b}\n`,
    'fold_1/emodb_test_fold_1.jsonl': `${c}\n`,
    'fold_2/emodb_train_fold_2.jsonl': `${c}\n`,
    'fold_2/emodb_test_fold_2.jsonl': `${a}\n${b}\n`,
    'wav/a.wav': '',
    'wav/b.wav': '',
    'wav/c.wav': '',
  });
  expect(corpus.format).toBe('emobox');
  expect(linesOf(corpus)).toEqual([
    'wav/a.wav angry - dataset=emodb fold=2 sex=female',
    'wav/b.wav happy - dataset=emodb fold=2 sex=female',
    'wav/c.wav angry - dataset=emodb fold=1 sex=female',
  ]);
  expect(corpus.folds).toEqual([
    {
      name: 'emobox',
      source: 'EmoBox (INTERSPEECH 2024)',
      by: 'fold',
      folds: [
        { test: ['1'], validation: [] },
        { test: ['2'], validation: [] },
      ],
    },
  ]);
});
