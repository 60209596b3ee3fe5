import { groupScoresPlot } from '@ser/metrics/plots';
import { byName } from '../../corpus/clip.ts';
import type { Breakdown } from '../analysis/group-scores.ts';
import type { Block, Section } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import { limits, listed, percent } from '../words.ts';

/** With more speakers their table is folded: the plots show it at a glance. */
const UNFOLDED = 8;
/** With more speakers a plot of all of them is no longer read. */
const PLOTTED = 60;

/** On whom a model does well, and on whom badly. */
export function groups({ models }: Report): Section {
  const facets = models[0]!.breakdowns.map(({ name }) => name);
  return {
    id: 'groups',
    title: `By ${listed(['speaker', ...facets])}`,
    blocks: [...speakerBlocks(models), ...breakdownBlocks(models, facets)],
  };
}

function speakerBlocks(models: readonly ModelReport[]): Block[] {
  const speakers = models[0]!.bySpeaker;
  if (speakers.length === 0)
    return [{ kind: 'paragraph', text: 'The corpus does not tell who speaks: nothing can be said by speaker.' }];
  const table: Block = {
    kind: 'table',
    caption: 'Accuracy (and UAR) by speaker, in percent, with 95 % limits of the accuracy',
    columns: [
      { title: 'Speaker' },
      { title: 'Files', numeric: true },
      ...models.map(({ model }) => ({ title: model, numeric: true })),
    ],
    rows: speakers.map(({ group, files }) => [
      group,
      String(files),
      ...models.map(({ bySpeaker }) => {
        const own = bySpeaker.find((score) => score.group === group);
        return own ? [`${percent(own.accuracy)} (${percent(own.uar)}) `, { small: limits(own) }] : '–';
      }),
    ]),
  };
  return [
    ...(speakers.length > PLOTTED ? [] : [{ kind: 'figures' as const, figures: models.map(speakerFigure) }]),
    ...(speakers.length > UNFOLDED
      ? [{ kind: 'details' as const, summary: `The figures of all ${speakers.length} speakers`, blocks: [table] }]
      : [table]),
    {
      kind: 'paragraph',
      text: `${speakers.length > PLOTTED ? '' : 'The dashed line is the accuracy of all speakers together. '}Limits are Wilson’s, for further files of the same speaker. A gap between two speakers of a few dozen files each is not yet a finding.`,
    },
  ];
}

function speakerFigure({ model, bySpeaker, scores }: ModelReport) {
  const sorted = [...bySpeaker].sort((a, b) => b.accuracy - a.accuracy || byName(a.group, b.group));
  const [best, worst] = [sorted[0]!, sorted.at(-1)!];
  const said =
    best.accuracy === worst.accuracy
      ? `${model}: equally good for every speaker (${percent(best.accuracy)} %).`
      : `${model}: best for speaker ${best.group} (${percent(best.accuracy)} %), worst for speaker ${worst.group} (${percent(worst.accuracy)} %).`;
  return {
    id: `${model}-speakers`,
    alt: `Accuracy by speaker. ${said}`,
    caption: said,
    specification: groupScoresPlot({
      scores: bySpeaker.map(({ group, accuracy, low, high }) => ({ group, score: accuracy, low, high })),
      groupName: 'speaker',
      scoreName: 'accuracy',
      reference: scores.accuracy,
      title: model,
      width: 230,
    }),
  };
}

function breakdownBlocks(models: readonly ModelReport[], names: readonly string[]): Block[] {
  if (names.length === 0)
    return [{ kind: 'paragraph', text: 'Nothing else is known that divides the test part into groups.' }];
  const of = (model: ModelReport, name: string): Breakdown | undefined =>
    model.breakdowns.find((breakdown) => breakdown.name === name);
  return [
    {
      kind: 'table',
      caption: `UAR by ${listed(names)}, in percent (accuracy in brackets)`,
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
      text: 'UAR is the mean recall over the classes that the group has; where groups of one kind have different classes, their tasks differ too.',
    },
  ];
}
