import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFakeRun } from '../../../test/fake-run.ts';
import type { Prediction } from '../../evaluation/predictions.ts';
import type { Settings } from '../../settings/settings.ts';
import { readRun } from '../read-run.ts';
import { analyseRun } from '../report.ts';
import type { RunData, SplitRow } from '../run-data.ts';
import { limitsOfClaims } from './limits.ts';
import { opening, subtitle } from './opening.ts';
import { networksBesideBaseline, summary } from './summary.ts';

let home: string;
let run: RunData;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-claims-'));
  run = await readRun(
    await writeFakeRun(home, { models: ['VGG16', 'functionals'], without: ['audio', 'history.json'] }),
  );
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** All that the four places say of a run whose parts have these speakers. */
function claims(split: Settings['split'], change: (row: SplitRow) => Partial<SplitRow>): string {
  const { configuration } = run;
  const report = analyseRun({
    ...run,
    configuration: { ...configuration, settings: { ...configuration.settings, split } },
    split: run.split!.map((row) => ({ ...row, ...change(row) })),
  });
  return JSON.stringify([subtitle(report), opening(report), summary(report), limitsOfClaims(report)]);
}

const SAID = {
  all: [
    'the corpus’s own parts, known speakers',
    'whose other recordings the models had learned from',
    'The test part is the corpus’s own, and its speakers are in the training part too',
    'other speakers that the models know from training',
    'The split is the corpus’s own parts: speakers of the test part, often',
  ],
  some: [
    'the corpus’s own parts, some known speakers',
    'some of whom the models had learned from',
    'and some of its speakers are in the training part too',
    'of whom the models know some',
    'own parts: some speakers of the test part stand in the training part',
  ],
  none: [
    'the corpus’s own parts, new speakers',
    'none of whose recordings the models had learned from',
    'other speakers of the same kind',
    'own parts: no speaker of the test part stands in the training part',
  ],
  untold: [
    'the corpus’s own parts, speakers not told',
    'of whom nobody knows whether the models had learned from them',
    'Not every speaker is told',
    'whom the models may know from training',
    'own parts: whether speakers of the test part stand in the training part is not told',
  ],
} as const;
const CHANGES: Readonly<Record<keyof typeof SAID, (row: SplitRow) => Partial<SplitRow>>> = {
  all: ({ part, file }) => (part === 'train' ? { speaker: `0${1 + (Number(file.slice(18, 20)) % 4)}` } : {}),
  some: ({ part }) => (part === 'train' ? { speaker: '02' } : {}),
  none: () => ({}),
  untold: ({ part }) => (part === 'train' ? { speaker: '' } : {}),
};

test.each(Object.keys(SAID) as (keyof typeof SAID)[])(
  'of the corpus’s own parts, every place tells whether their speakers are shared: %s',
  (known) => {
    const said = claims('given', CHANGES[known]);
    for (const words of SAID[known]) expect(said).toContain(words);
    if (known !== 'none') for (const words of SAID.none) expect(said).not.toContain(words);
    expect(said).not.toContain('split by speaker');
  },
);

test('a split by file or by speaker is called so', () => {
  expect(claims('stratified', CHANGES.all)).toMatch(
    /split by file.*drawn by file, so its speakers are in the training/,
  );
  expect(claims('speaker-independent', CHANGES.none)).toMatch(/split by speaker.*split is by speaker: no speaker of/);
});

/** So many files of two classes, of which so many each are right. */
function predictions(right: { readonly many: number; readonly few: number }): Prediction[] {
  return [...Array(40).keys()].map((i) => {
    const [actual, other, isRight] = i < 36 ? ['calm', 'sad', i < right.many] : ['sad', 'calm', i - 36 < right.few];
    return {
      file: String(i),
      speaker: String(i % 4),
      actual,
      predicted: isRight ? actual : other,
      probabilities: run.labels.map((label) => (label === (isRight ? actual : other) ? 1 : 0)),
    };
  });
}

test.each([
  // UAR 0.78 against 0.5, and yet fewer right answers, which is what is told.
  [
    { many: 20, few: 4 },
    { many: 36, few: 0 },
    'No',
    'right in 36 of 40 recordings, the network in 24. It is clearly behind',
  ],
  [
    { many: 30, few: 4 },
    { many: 33, few: 2 },
    'No',
    'right in 35 of 40 recordings, the network in 34. It does not beat',
  ],
  [{ many: 34, few: 4 }, { many: 20, few: 4 }, 'Yes', 'right in 24 of 40 recordings, the network in 38. It clearly'],
  [{ many: 34, few: 4 }, { many: 32, few: 4 }, 'Not clearly', 'right in 36 of 40 recordings, the network in 38. What'],
] as const)(
  'whether the network is worth it is told by what decides it: %j beside %j',
  (network, baseline, answer, why) => {
    const models = run.models.map((data) => ({
      ...data,
      predictions: predictions(data.model === 'VGG16' ? network : baseline),
    }));
    const report = analyseRun({ ...run, models });
    const said = JSON.stringify(opening(report));
    expect(said).toContain(`"Is the network worth it?"}," ${answer}: simple statistics`);
    expect(said).toContain(why);
    const [line] = networksBesideBaseline(report.models, report.differences);
    const [right, others] = [network.many + network.few, baseline.many + baseline.few];
    expect(line).toContain(`VGG16 gets ${right} of 40 files right, the baseline functionals ${others}: `);
    expect(line).toMatch({ No: /does not beat/, Yes: /it beats/, 'Not clearly': /not clearly more/ }[answer]);
  },
);
