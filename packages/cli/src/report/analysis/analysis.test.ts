import { describe, expect, test } from 'vitest';
import { factsOfRecording, LABELS } from '../../../test/clip-of.ts';
import { fakePredictions, nameOf, publishedSplit, recordings } from '../../../test/fake-run.ts';
import { RAVDESS } from '../../corpus/provenance.ts';
import type { Prediction } from '../../evaluation/predictions.ts';
import { DEFAULTS, type Settings } from '../../settings/settings.ts';
import type { SplitRow } from '../run-data.ts';
import { CALIBRATION_BINS, calibrationOf } from './calibration.ts';
import { breakdowns, speakerScores } from './group-scores.ts';
import { leakCheck } from './leak-check.ts';
import { modelScores } from './model-scores.ts';
import { modelTests } from './model-tests.ts';
import { publishedFigures, whyNotAlike } from './published-figures.ts';
import { worstMistakes } from './worst-mistakes.ts';

const ofActors = (last: number) => recordings.filter(({ actor }) => actor <= last);
const share = (predictions: readonly Prediction[]): number =>
  predictions.filter(({ actual, predicted }) => actual === predicted).length / predictions.length;
/** Mean recall of the eight emotions, counted afresh. */
const uarOf = (predictions: readonly Prediction[]): number =>
  LABELS.map((label) => share(predictions.filter(({ actual }) => actual === label))).reduce((a, b) => a + b, 0) / 8;
const one = (actual: string, predicted: string, confidence: number, file = 'x.wav'): Prediction => ({
  file,
  speaker: '1',
  actual,
  predicted,
  probabilities: LABELS.map((label) => (label === predicted ? confidence : (1 - confidence) / 7)),
});

describe('scores with limits', () => {
  test.each([
    [1, 'bootstrap over files'],
    [3, 'bootstrap over files'],
    [4, 'jackknife over speakers'],
    [19, 'jackknife over speakers'],
    [20, 'bootstrap over speakers'],
  ])('%i voices: %s', (voices, basis) => {
    const predictions = fakePredictions(ofActors(voices), 0.6, 5);
    const { scores, intervals, ...rest } = modelScores(predictions, LABELS, 0);
    expect(rest).toEqual({ basis, speakers: voices });
    expect(scores.macroRecall).toBeCloseTo(uarOf(predictions), 12);
    expect(scores.accuracy).toBeCloseTo(share(predictions), 12);
    for (const [name, { low, high }] of Object.entries(intervals)) {
      expect(low, name).toBeGreaterThanOrEqual(0);
      expect(high, name).toBeLessThanOrEqual(1);
      expect(high, name).toBeGreaterThan(low);
      expect(scores[name as keyof typeof intervals], name).toBeGreaterThan(low);
      expect(scores[name as keyof typeof intervals], name).toBeLessThan(high);
    }
  });

  test('scores lie within their own limits where classes are missing, as in song', () => {
    const sung = fakePredictions(publishedSplit().test, 0.6, 3).filter(
      ({ actual }) => !['disgust', 'surprised'].includes(actual),
    );
    const { scores, intervals } = modelScores(sung, LABELS, 0);
    for (const key of ['macroRecall', 'accuracy', 'macroF1', 'weightedF1'] as const) {
      expect(scores[key], key).toBeGreaterThan(intervals[key].low);
      expect(scores[key], key).toBeLessThan(intervals[key].high);
    }
  });

  test('limits over voices know that a voice goes as a whole', () => {
    // Half of the voices always understood, half never: files alone would claim to know the score well.
    const predictions = ofActors(24).map((recording) =>
      Object.assign(one(recording.emotion, recording.actor % 4 < 2 ? recording.emotion : 'calm', 0.9), {
        file: nameOf(recording),
        speaker: String(recording.actor),
      }),
    );
    const { low, high } = modelScores(predictions, LABELS, 0).intervals.accuracy;
    expect(high - low).toBeGreaterThan(0.25);
  });

  test('the jackknife as in a textbook: score ± t(3; 0.975) · √(3/4 Σ (left out − mean)²)', () => {
    const predictions = fakePredictions(ofActors(4), 0.6, 5);
    const without = [1, 2, 3, 4].map((actor) => uarOf(predictions.filter((p) => Number(p.speaker) !== actor)));
    const mean = without.reduce((a, b) => a + b) / 4;
    const error = Math.sqrt((3 / 4) * without.reduce((sum, v) => sum + (v - mean) ** 2, 0));
    const { low, high } = modelScores(predictions, LABELS, 0).intervals.macroRecall;
    expect(low).toBeCloseTo(uarOf(predictions) - 3.182446305 * error, 8);
    expect(high).toBeCloseTo(uarOf(predictions) + 3.182446305 * error, 8);
  });
});

describe('differences between models', () => {
  const files = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const model = (model: 'ResNet101' | 'VGG16' | 'VGG19', right: string) => ({
    model,
    predictions: files.map((file, i) => ({
      ...one('sad', right.includes(file) ? 'sad' : 'calm', 0.5, file),
      speaker: String(1 + (i % 2)),
    })),
  });

  test('counts who alone is right, with McNemar’s and Holm’s p by hand', () => {
    const pairs = modelTests(
      [model('ResNet101', 'ab'), model('VGG16', 'bcdefgh'), model('VGG19', 'abcdefgh')],
      LABELS,
      0,
    );
    expect(pairs.map(({ models, onlyFirst, onlySecond }) => [...models, onlyFirst, onlySecond])).toEqual([
      ['ResNet101', 'VGG16', 1, 6],
      ['ResNet101', 'VGG19', 0, 6],
      ['VGG16', 'VGG19', 0, 1],
    ]);
    // 2 · (C(7,0) + C(7,1)) / 2⁷, 2 / 2⁶, 1.
    expect(pairs.map(({ pValue }) => pValue)).toEqual([0.125, 0.03125, 1].map((p) => expect.closeTo(p, 12)));
    expect(pairs.map(({ pHolm }) => pHolm)).toEqual([0.25, 0.09375, 1].map((p) => expect.closeTo(p, 12)));
    expect(pairs[1]!.uar!.difference).toBeCloseTo(0.25 - 1, 12);
  });

  test('sees only files that both have heard', () => {
    const short = { ...model('VGG16', 'ab'), predictions: model('VGG16', 'ab').predictions.slice(0, 3) };
    expect(modelTests([model('ResNet101', 'c'), short], LABELS, 0)).toMatchObject([
      { files: 3, onlyFirst: 1, onlySecond: 2 },
    ]);
  });

  test('one model differs from none', () => expect(modelTests([model('VGG16', 'a')], LABELS, 0)).toEqual([]));
});

const row = (file: string, part: string, fold = '', facets: SplitRow['facets'] = {}): SplitRow => ({
  file,
  speaker: '',
  label: '',
  part,
  fold,
  facets,
});

describe('groups', () => {
  const split = recordings.map((recording) => row(nameOf(recording), 'test', '', factsOfRecording(recording).facets));
  const predictions = fakePredictions(
    recordings.filter(({ actor }) => [2, 3, 18].includes(actor)),
    0.6,
    9,
  );

  test('by speaker: counts, accuracy, mean recall over the classes that the speaker has, Wilson’s limits', () => {
    const scores = speakerScores(predictions, LABELS);
    expect(scores.map(({ group, files }) => [group, files])).toEqual([
      ['02', 104],
      ['03', 104],
      ['18', 60],
    ]);
    for (const { group, accuracy, uar, low, high } of scores) {
      const own = predictions.filter(({ speaker }) => speaker === group);
      const [n, p, z] = [own.length, share(own), 1.959963984540054];
      expect(accuracy).toBeCloseTo(p, 12);
      expect(uar).toBeCloseTo(uarOf(own), 12);
      const center = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
      const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
      expect([low, high]).toEqual([expect.closeTo(center - half, 9), expect.closeTo(center + half, 9)]);
    }
  });

  test('by sex, intensity, channel and sentence, where there is more than one', () => {
    const all = breakdowns(predictions, LABELS, split);
    expect(all.map(({ name }) => name)).toEqual(['vocalChannel', 'intensity', 'statement', 'take', 'sex']);
    const [channel, , , , sex] = all;
    expect(sex!.groups.map(({ group, files }) => [group, files])).toEqual([
      ['female', 164],
      ['male', 104],
    ]);
    const song = predictions.filter(({ file }) => file.startsWith('03-02'));
    expect(channel!.groups[0]).toMatchObject({
      group: 'song',
      files: song.length,
      accuracy: expect.closeTo(share(song), 12),
    });
    const men = predictions.filter(({ file, speaker }) => speaker === '03' && file.startsWith('03-01'));
    expect(breakdowns(men, LABELS, split).map(({ name }) => name)).toEqual(['intensity', 'statement', 'take']);
  });

  test('files of which nothing is told, or each another thing, are in no group', () => {
    const files = Array.from({ length: 12 }, (_, i) => one('sad', 'sad', 0.5, `interview-${i}.wav`));
    expect(breakdowns(files, LABELS, split)).toEqual([]);
    const each = files.map(({ file }, i) => row(file, 'test', '', { take: String(i), place: i < 6 ? 'in' : 'out' }));
    expect(breakdowns(files, LABELS, each).map(({ name }) => name)).toEqual(['place']);
    expect(speakerScores([{ ...files[0]!, speaker: undefined }], LABELS)).toEqual([]);
  });
});

test('calibration: bins, error and log loss by hand', () => {
  const predictions = [
    one('sad', 'sad', 0.95),
    one('sad', 'calm', 0.95),
    one('calm', 'calm', 0.55),
    one('calm', 'calm', 0.55),
  ];
  const { bins, expectedError, meanConfidence, accuracy, logLoss } = calibrationOf(predictions, LABELS);
  expect(bins).toHaveLength(CALIBRATION_BINS);
  expect(bins.filter(({ count }) => count > 0).map(({ count, accuracy: own }) => [count, own])).toEqual([
    [2, 1],
    [2, 0.5],
  ]);
  expect(expectedError).toBeCloseTo(0.5 * 0.45 + 0.5 * 0.45, 10);
  expect(meanConfidence).toBeCloseTo(0.75, 10);
  expect(accuracy).toBe(0.75);
  expect(logLoss).toBeCloseTo(-(Math.log(0.95) + Math.log(0.05 / 7) + 2 * Math.log(0.55)) / 4, 10);
});

describe('worst mistakes', () => {
  const models = [
    {
      model: 'VGG16' as const,
      predictions: [one('sad', 'calm', 0.6, 'b'), one('sad', 'sad', 0.99, 'a'), one('sad', 'angry', 0.8, 'c')],
    },
    {
      model: 'VGG19' as const,
      predictions: [one('sad', 'happy', 0.7, 'b'), one('sad', 'sad', 0.9, 'a'), one('sad', 'sad', 0.4, 'c')],
    },
  ];
  test('most confident first, each file once, with every model’s word', () => {
    const worst = worstMistakes(models, LABELS, 10);
    expect(worst.map(({ file, worst: { model, predicted } }) => [file, model, predicted])).toEqual([
      ['c', 'VGG16', 'angry'],
      ['b', 'VGG19', 'happy'],
    ]);
    expect(worst[0]!.verdicts.map(({ model, isRight }) => [model, isRight])).toEqual([
      ['VGG16', false],
      ['VGG19', true],
    ]);
    expect(worst[1]!.worst.ofActual).toBeCloseTo(0.3 / 7, 12);
  });
  test('no more than asked for, ties by name, none where all is right', () => {
    const tied = [{ model: 'VGG16' as const, predictions: ['z', 'y'].map((file) => one('sad', 'calm', 0.5, file)) }];
    expect(worstMistakes(tied, LABELS, 1).map(({ file }) => file)).toEqual(['y']);
    expect(worstMistakes([{ model: 'VGG16', predictions: [one('sad', 'sad', 0.9)] }], LABELS, 10)).toEqual([]);
  });
});

describe('leak check', () => {
  const rows = (part: string, list: typeof recordings, fold = ''): SplitRow[] =>
    list.map((recording) => {
      const { label, speaker, facets } = factsOfRecording(recording);
      return { file: nameOf(recording), label, speaker, facets, part, fold };
    });
  const count = (check: ReturnType<typeof leakCheck>, later: string, kind: string): number | undefined =>
    check.pairs.find((pair) => pair.earlier === 'train' && pair.later === later)?.counts.find((c) => c.kind === kind)
      ?.files;

  test('nothing where no voice stands on two sides', () => {
    const check = leakCheck(
      [
        ...rows(
          'train',
          recordings.filter(({ actor }) => actor > 4),
        ),
        ...rows('test', ofActors(4)),
      ],
      { corpus: 'RAVDESS' },
    );
    expect(check.pairs).toHaveLength(1);
    expect(check.pairs[0]!.counts.every(({ files }) => files === 0)).toBe(true);
    expect(check.pairs[0]!.files).toBe(ofActors(4).length);
  });

  test('the published split: every test voice and most sentences are in training', () => {
    const { train, test: part } = publishedSplit();
    const check = leakCheck([...rows('train', train), ...rows('test', part)], { corpus: 'RAVDESS' });
    expect(count(check, 'test', 'same-speaker')).toBe(491);
    const key = (name: string): string => `${name.slice(0, 15)}${name.slice(17)}`;
    const known = new Set(train.map((r) => key(nameOf(r))));
    expect(count(check, 'test', 'other-take')).toBe(part.filter((r) => known.has(key(nameOf(r)))).length);
    expect(count(check, 'test', 'same-audio')).toBe(0);
  });

  test('the same file twice is found, and a file of nobody is counted', () => {
    const own = ofActors(1).slice(0, 3);
    const check = leakCheck([...rows('train', own), ...rows('test', own.slice(0, 1)), row('<b>.wav', 'test')], {
      corpus: 'the demo corpus',
    });
    expect(count(check, 'test', 'same-audio')).toBe(1);
    expect(check.unknownSpeakers).toBe(1);
  });

  test('the same sound in another file is found', () => {
    const own = ofActors(1).slice(0, 2).map(nameOf);
    const split = [row(own[0]!, 'train'), row(own[1]!, 'test')];
    const corpus = 'voices';
    expect(count(leakCheck(split, { corpus }), 'test', 'identical-audio')).toBe(0);
    expect(count(leakCheck(split, { corpus, sameSound: [own] }), 'test', 'identical-audio')).toBe(1);
  });

  test('folds are checked one by one, however they are written down', () => {
    const [first, second] = [ofActors(2), recordings.filter(({ actor }) => actor === 3 || actor === 4)];
    const full = [
      ...rows('train', second, '0'),
      ...rows('test', first, '0'),
      ...rows('train', first, '1'),
      ...rows('test', second, '1'),
    ];
    const short = [...rows('test', first, '0'), ...rows('test', second, '1')];
    for (const split of [full, short]) {
      const check = leakCheck(split, { corpus: 'RAVDESS' });
      expect(check.folds).toBe(2);
      expect(count(check, 'test', 'same-speaker')).toBe(0);
      expect(check.pairs[0]!.files).toBe(first.length + second.length);
    }
    const leaking = leakCheck([...full, ...rows('train', first.slice(0, 1), '0')], { corpus: 'RAVDESS' });
    expect(count(leaking, 'test', 'same-audio')).toBe(1);
  });
});

describe('beside the published figures', () => {
  const { test: part } = publishedSplit();
  const predictions = fakePredictions(part, 0.6, 3);
  test('a like-for-like run has nothing against it', () => {
    const alike = { synthetic: false, weights: 'imagenet', settings: DEFAULTS, knownSpeakers: 'all' } as const;
    expect(whyNotAlike('VGG16', predictions, alike)).toEqual([]);
    expect(whyNotAlike('VGG16', predictions, { ...alike, synthetic: true })).toEqual(['the voices are synthetic']);
    expect(whyNotAlike('VGG16', predictions, { ...alike, weights: 'random' })[0]).toMatch(/random weights/);
    expect(whyNotAlike('VGG16', predictions.slice(1), alike)[0]).toMatch(/490 files .* 491$/);
    const other = (settings: Partial<Settings>) =>
      whyNotAlike('VGG16', predictions, { ...alike, settings: { ...DEFAULTS, ...settings } });
    // The split's own table decides, not its name.
    expect(other({ split: 'given' })).toEqual([]);
    for (const [knownSpeakers, said] of [
      ['none', /^the test speakers are new to the models/],
      ['some', /^some of the test speakers are new/],
      ['untold', /^the test speakers may be new/],
    ] as const)
      expect(whyNotAlike('VGG16', predictions, { ...alike, knownSpeakers })).toEqual([expect.stringMatching(said)]);
    expect(other({ epochs: 1, headUnits: [8] })).toEqual(['settings differ from the recipe: headUnits, epochs']);
    expect(other({ seed: 7, validation: 'test' })).toEqual([]);
  });
  test('the difference is ours minus published', () => {
    const accuracy = publishedFigures('VGG16', predictions, { corpus: RAVDESS, labels: LABELS })!.overall[0]!;
    expect(accuracy.difference).toBeCloseTo(share(predictions) - 0.5906, 10);
  });
  test('there are none of other corpora or other classes', () => {
    const emodb = { ...RAVDESS, format: 'emodb' };
    expect(publishedFigures('VGG16', predictions, { corpus: emodb, labels: LABELS })).toBe(null);
    expect(publishedFigures('VGG16', predictions, { corpus: RAVDESS, labels: LABELS.slice(1) })).toBe(null);
  });
});
