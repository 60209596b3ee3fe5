import { groupScoresPlot } from '@ser/metrics/plots';
import { sexOf } from '@ser/ravdess';
import type { Breakdown } from '../analysis/group-scores.ts';
import type { Block, Section } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import { limits, percent } from '../words.ts';

/** With more voices their table is folded: the plots show it at a glance. */
const VOICES_UNFOLDED = 8;

/** Who is served well, and who badly. */
export function groups({ models }: Report): Section {
  return {
    id: 'groups',
    title: 'By voice, sex, intensity, channel and sentence',
    blocks: [...voiceBlocks(models), ...breakdownBlocks(models)],
  };
}

function voiceBlocks(models: readonly ModelReport[]): Block[] {
  const voices = models[0]!.byVoice;
  const table: Block = {
    kind: 'table',
    caption: 'Accuracy (and UAR) by voice, in percent, with 95 % limits of the accuracy',
    columns: [
      { title: 'Voice' },
      { title: 'Sex' },
      { title: 'Files', numeric: true },
      ...models.map(({ model }) => ({ title: model, numeric: true })),
    ],
    rows: voices.map(({ group, files }) => [
      group,
      sexOf(Number(group)),
      String(files),
      ...models.map(({ byVoice }) => {
        const own = byVoice.find((score) => score.group === group);
        return own ? [`${percent(own.accuracy)} (${percent(own.uar)}) `, { small: limits(own) }] : '–';
      }),
    ]),
  };
  return [
    {
      kind: 'figures',
      figures: models.map(({ model, byVoice, scores }) => {
        const sorted = [...byVoice].sort((a, b) => b.accuracy - a.accuracy || Number(a.group) - Number(b.group));
        const [best, worst] = [sorted[0]!, sorted.at(-1)!];
        const said =
          best.accuracy === worst.accuracy
            ? `${model}: every voice is understood equally well (${percent(best.accuracy)} %).`
            : `${model}: voice ${best.group} is understood best (${percent(best.accuracy)} %), voice ${worst.group} worst (${percent(worst.accuracy)} %).`;
        return {
          id: `${model}-voices`,
          alt: `Accuracy by voice. ${said}`,
          caption: said,
          specification: groupScoresPlot({
            scores: byVoice.map(({ group, accuracy, low, high }) => ({ group, score: accuracy, low, high })),
            groupName: 'voice',
            scoreName: 'accuracy',
            reference: scores.accuracy,
            title: model,
            width: 230,
          }),
        };
      }),
    },
    ...(voices.length > VOICES_UNFOLDED
      ? [{ kind: 'details' as const, summary: `The figures of all ${voices.length} voices`, blocks: [table] }]
      : [table]),
    {
      kind: 'paragraph',
      text: 'The dashed line is the accuracy of all voices together. Limits are Wilson’s, for further files of the same voice. A gap between two voices of a few dozen files each is not yet a finding.',
    },
  ];
}

function breakdownBlocks(models: readonly ModelReport[]): Block[] {
  const names = models[0]!.breakdowns.map(({ name }) => name);
  if (names.length === 0)
    return [
      {
        kind: 'paragraph',
        text: 'The test part is of one kind only: it cannot be divided by sex, intensity, channel or sentence.',
      },
    ];
  const of = (model: ModelReport, name: string): Breakdown | undefined =>
    model.breakdowns.find((breakdown) => breakdown.name === name);
  return [
    {
      kind: 'table',
      caption: 'UAR by sex, intensity, channel and sentence, in percent (accuracy in brackets)',
      columns: [
        { title: 'Group' },
        { title: 'Of' },
        { title: 'Files', numeric: true },
        ...models.map(({ model }) => ({ title: model, numeric: true })),
      ],
      rows: names.flatMap((name) =>
        of(models[0]!, name)!.groups.map(({ group, files }) => [
          group,
          name,
          String(files),
          ...models.map((model) => {
            const own = of(model, name)?.groups.find((score) => score.group === group);
            return own ? `${percent(own.uar)} (${percent(own.accuracy)})` : '–';
          }),
        ]),
      ),
    },
    {
      kind: 'paragraph',
      text: 'UAR is the mean recall over the emotions that the group has: RAVDESS has no strong neutral, and no sung disgust or surprise, so groups of one kind differ in their tasks too.',
    },
  ];
}
