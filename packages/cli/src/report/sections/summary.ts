import { groupScoresPlot } from '@ser/metrics/plots';
import type { KnownSpeakers } from '../../corpus/known-speakers.ts';
import { AVERAGES, testedClasses } from '../../evaluation/scores.ts';
import { BASELINE } from '../../models/models.ts';
import { besideBaseline } from '../analysis/beside-baseline.ts';
import type { IntervalBasis } from '../analysis/model-scores.ts';
import type { Section, Text } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import { limits, listed, percent, pText } from '../words.ts';

/** Where the limits come from, and which voices they speak of. */
const BASIS: Readonly<Record<IntervalBasis, (speakers: string) => string>> = {
  'bootstrap over speakers': (speakers) =>
    `95 % limits in brackets come from 2,000 resamples of whole speakers: they say how the scores might be with ${speakers}, given these trained models.`,
  'jackknife over speakers': (speakers) =>
    `95 % limits in brackets leave out one speaker at a time (jackknife, Student’s t), cut at 0 and 100: they speak of ${speakers}, given these trained models, and are wide because there are so few.`,
  'bootstrap over files': () =>
    '95 % limits in brackets come from 2,000 resamples of the files. With so few speakers, or none told, they speak of other files of the same speakers, and say nothing about others.',
};

const OTHERS: Readonly<Record<KnownSpeakers, string>> = {
  all: 'other speakers that the models know from training (and nothing about new ones)',
  some: 'other speakers of whom the models know some from training (and nothing sure about new ones)',
  none: 'other speakers of the same kind',
  untold: 'other speakers, whom the models may know from training (and nothing sure about new ones)',
};

/** The models side by side. */
export function summary({ models, differences, knownSpeakers }: Report): Section {
  const chance = 1 / testedClasses(models[0]!.data.predictions);
  const cell = (model: ModelReport, score: keyof ModelReport['intervals']): Text => [
    percent(model.scores[score]),
    ' ',
    { small: limits(model.intervals[score]) },
  ];
  return {
    id: 'summary',
    title: 'Summary',
    blocks: [
      { kind: 'paragraph', text: verdict(models, differences) },
      ...networksBesideBaseline(models, differences).map((text) => ({ kind: 'paragraph' as const, text })),
      {
        kind: 'table',
        caption: 'Scores on the test part, in percent, with 95 % limits',
        columns: [
          { title: 'Model' },
          ...['UAR', 'Accuracy', 'Macro F1', 'Weighted F1', 'Files', 'Speakers'].map((title) => ({
            title,
            numeric: true,
          })),
        ],
        rows: models.map((model) => [
          model.model,
          cell(model, 'macroRecall'),
          cell(model, 'accuracy'),
          cell(model, 'macroF1'),
          cell(model, 'weightedF1'),
          String(model.scores.files),
          model.speakers === 0 ? '–' : String(model.speakers),
        ]),
      },
      {
        kind: 'figures',
        figures: [
          {
            id: 'summary-uar',
            alt: `UAR of ${models.map((m) => `${m.model} ${percent(m.scores.macroRecall)} % ${limits(m.intervals.macroRecall)}`).join('; ')}. Chance is ${percent(chance)} %.`,
            caption: `UAR with 95 % limits. The dashed line is chance, ${percent(chance)} %.`,
            specification: groupScoresPlot({
              scores: models.map(({ model, scores, intervals }) => ({
                group: model,
                score: scores.macroRecall,
                ...intervals.macroRecall,
              })),
              groupName: 'model',
              scoreName: 'UAR',
              order: 'given',
              reference: chance,
              title: '',
              width: 480,
              height: 34 * models.length,
            }),
          },
        ],
      },
      {
        kind: 'paragraph',
        text: [
          `Accuracy is the share of files that are right, which speech-emotion papers also call WA. ${AVERAGES} `,
          BASIS[models[0]!.basis](OTHERS[knownSpeakers]),
        ],
      },
    ],
  };
}

/** Which models are right more often than the baseline, so that nobody takes a network for an advance that it is not. */
export function networksBesideBaseline(
  models: readonly Pick<ModelReport, 'model' | 'data'>[],
  differences: Report['differences'],
): string[] {
  const baseline = models.find(({ model }) => model === BASELINE);
  if (!baseline) return [];
  return models.flatMap(({ model, data }) => {
    const found = model === BASELINE ? null : besideBaseline(data, baseline.data.predictions, differences);
    if (!found) return [];
    const { files, right, baselineRight, isClear } = found;
    const said = `${model} gets ${right} of ${files} files right, the baseline ${BASELINE} ${baselineRight}`;
    if (right <= baselineRight) return [`${said}: it does not beat the baseline, which needs seconds and no network.`];
    return [`${said}: ${isClear ? 'it beats the baseline.' : 'not clearly more than chance explains.'}`];
  });
}

function verdict(models: readonly ModelReport[], differences: Report['differences']): Text {
  const best = models.reduce((a, b) => (b.scores.macroRecall > a.scores.macroRecall ? b : a));
  const reached = `${percent(best.scores.macroRecall)} % ${limits(best.intervals.macroRecall)}`;
  if (differences.length === 0) return [{ strong: `${best.model} has a UAR of ${reached}.` }];
  const first: Text = { strong: `${best.model} has the highest UAR, ${reached}.` };
  const clear = differences.filter(({ pHolm }) => pHolm < 0.05);
  if (clear.length === 0)
    return [first, ' No two models differ by more than chance explains (McNemar’s test, corrected by Holm’s method).'];
  const said = clear.map(({ models: [a, b], onlyFirst, onlySecond, pHolm }) => {
    const [more, less] = onlyFirst > onlySecond ? [a, b] : [b, a];
    return `${more} gets more files right than ${less} (p ${pHolm < 0.001 ? '' : '= '}${pText(pHolm)})`;
  });
  return [first, ` ${listed(said)}, by McNemar’s test, corrected by Holm’s method.`];
}
