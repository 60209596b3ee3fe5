import { differencesPlot } from '@ser/metrics/plots';
import type { FigureComparison, Verdict } from '@ser/metrics/speech';
import type { Block, Column, Figure, Section, Text } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import { counted, listed, points } from '../words.ts';

/** A model on whose corpus and classes figures were published. */
type Published = ModelReport & { readonly published: NonNullable<ModelReport['published']> };

const VERDICTS: Readonly<Record<Verdict, string>> = {
  equal: 'equal',
  consistent: 'within chance',
  different: 'different',
};

/** Our figures beside the published ones, where the run is one that can be set beside them; none elsewhere. */
export function published({ models: all }: Report): Section[] {
  const models = all.filter(isPublished);
  return models.some(isAlike) ? [sectionOf(blocksOf(models))] : [];
}

/** The same, folded and without a verdict, where figures were published on the corpus and the run is another experiment. */
export function publishedElsewhere({ models: all }: Report): Section[] {
  const models = all.filter(isPublished);
  if (models.length === 0 || models.some(isAlike)) return [];
  return [
    sectionOf([
      { kind: 'paragraph', text: 'This run is another experiment than the published one: nothing compares.' },
      {
        kind: 'details',
        summary: 'The form of a comparison, and why it is none',
        isForLookup: true,
        blocks: blocksOf(models),
      },
    ]),
  ];
}

function isPublished(model: ModelReport): model is Published {
  return model.published !== null;
}

function sectionOf(blocks: readonly Block[]): Section {
  return { id: 'published', title: 'Beside the published figures', blocks };
}

function blocksOf(models: readonly Published[]): Block[] {
  return [
    ...formOnly(models),
    {
      kind: 'paragraph',
      text: 'The published run had 491 test files of RAVDESS, audio-only speech and song, split by file. The limits are of the difference, ours minus published: what drawing two test parts of these sizes alone explains in 95 of 100 cases, taking files as independent. Speakers that files share make the true limits wider.',
    },
    figureTable(
      'Averages, in percent',
      models,
      models.flatMap((model) => model.published.overall.map((figure) => ({ model, figure }))),
    ),
    {
      kind: 'figures',
      figures: [
        differences(
          'published-differences',
          'averages',
          models.flatMap(({ model, published: { overall } }) =>
            overall.map((figure) => ({ ...figure, name: `${model} ${figure.figure}` })),
          ),
        ),
      ],
    },
    ...models.filter(isAlike).map((model): Block => ({ kind: 'paragraph', text: reproduced(model) })),
    ...models.map(classRows),
  ];
}

function isAlike({ notAlike }: Published): boolean {
  return notAlike.length === 0;
}

/** Says once for all models that share the reasons why the comparison is none. */
function formOnly(models: readonly Published[]): Block[] {
  const byReason = new Map<string, Published[]>();
  for (const model of models.filter((one) => !isAlike(one))) {
    const reasons = model.notAlike.join('; ');
    byReason.set(reasons, [...(byReason.get(reasons) ?? []), model]);
  }
  if (byReason.size === 0) return [];
  const items = [...byReason].map(([reasons, own]): Text => {
    const who = own.length === models.length ? 'This run' : `The run of ${listed(own.map(({ model }) => model))}`;
    return `${who} is not the published experiment: ${reasons}. The columns show what a like-for-like run is set against; here the differences mean nothing, and no verdict is given.`;
  });
  return [{ kind: 'note', tone: 'caution', title: 'A comparison of form only', items }];
}

function reproduced({
  model,
  published: { reproduced: holds, overall, classes, classesOutside, classesOutsideByChance },
}: Published): Text {
  const outside = overall.filter(({ verdict }) => verdict === 'different').map(({ figure }) => figure);
  const verdict = holds
    ? ': every average lies within the limits. That is not the same as equal: small test parts reproduce almost anything.'
    : `: outside the limits ${outside.length === 1 ? 'lies' : 'lie'} ${listed(outside)}.`;
  return [
    { strong: `${model}, ${holds ? 'reproduced' : 'not reproduced'}` },
    `${verdict} Of the ${classes.length} figures of single emotions ${classesOutside} ${classesOutside === 1 ? 'lies' : 'lie'} outside; chance alone would put about ${classesOutsideByChance.toFixed(1)} there.`,
  ];
}

function classRows(model: Published): Block {
  const { classes } = model.published;
  return {
    kind: 'details',
    summary: `${model.model}: precision, recall and F1 of each emotion (${counted(classes.length, 'published figure')})`,
    blocks: [
      figureTable(
        `${model.model}: single emotions, in percent`,
        [model],
        classes.map((figure) => ({ model, figure })),
      ),
      {
        kind: 'figures',
        figures: [
          differences(
            `${model.model}-published-differences`,
            `single emotions of ${model.model}`,
            classes.map((figure) => ({ ...figure, name: figureName(figure) })),
          ),
        ],
      },
    ],
  };
}

function figureName({ figure }: FigureComparison): string {
  return figure.replace(/ f1$/, ' F1');
}

/** The differences at a glance. */
function differences(
  id: string,
  what: string,
  figures: readonly (FigureComparison & { readonly name: string })[],
): Figure {
  const outside = figures.filter(({ low, high }) => low > 0 || high < 0).length;
  return {
    id,
    alt: `Difference to the published figures, ${what}: ${outside} of ${figures.length} intervals leave out zero.`,
    caption: `Ours minus published, ${what}, with 95 % limits; the dashed line is equality.`,
    specification: differencesPlot({ differences: figures, differenceName: 'ours − published', title: '', width: 420 }),
  };
}

function figureTable(
  caption: string,
  models: readonly Published[],
  rows: readonly { readonly model: Published; readonly figure: FigureComparison }[],
): Block {
  const numeric = (title: string): Column => ({ title, numeric: true });
  const judged = models.some(isAlike);
  return {
    kind: 'table',
    caption,
    columns: [
      { title: 'Model' },
      { title: 'Figure' },
      numeric('Published'),
      numeric('Ours'),
      numeric('Difference'),
      numeric('95 % limits'),
      ...(judged ? [{ title: 'Verdict' }] : []),
    ],
    rows: rows.map(({ model, figure }) => [
      model.model,
      figureName(figure),
      (100 * figure.published).toFixed(2),
      (100 * figure.ours).toFixed(2),
      points(figure.difference),
      `[${points(figure.low)}, ${points(figure.high)}]`,
      ...(judged ? [isAlike(model) ? VERDICTS[figure.verdict] : '–'] : []),
    ]),
  };
}
