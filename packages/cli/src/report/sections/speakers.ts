import { byName } from '../../corpus/clip.ts';
import type { Prediction } from '../../evaluation/predictions.ts';
import { confusionsOf } from '../analysis/confusions.ts';
import type { Block, Section, Text } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import { counted, listed, percent } from '../words.ts';

/** With more speakers only those are shown on whom a model is weakest; all of them are folded. */
const SHOWN = 30;
/** How many these are. */
const WEAKEST = 12;

/** Speakers and emotions crossed, and each speaker by himself; none where the corpus does not tell who speaks. */
export function speakers({ models, run: { labels } }: Report): Section[] {
  const names = models[0]!.bySpeaker.map(({ group }) => group);
  if (names.length === 0) return [];
  return [
    {
      id: 'speakers',
      title: 'Speaker by speaker',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Each cell tells how many of a speaker’s recordings of an emotion are right: a strong color is a strength, a faint one a weakness, a dash no recording. A handful of recordings is an anecdote.',
        },
        ...(names.length <= SHOWN
          ? [
              ...models.map((model) => gridOf(model, names, labels)),
              ...names.map((name) => speakerBlock(name, models, labels)),
            ]
          : [
              ...models.map((model) => gridOf(model, weakest(model), labels, `the ${WEAKEST} weakest of `)),
              ...models.map(
                (model): Block => ({
                  kind: 'details',
                  summary: `${model.model}: all ${names.length} speakers by emotion`,
                  isForLookup: true,
                  blocks: [gridOf(model, names, labels)],
                }),
              ),
              {
                kind: 'details' as const,
                summary: `Every one of ${names.length} speakers by himself`,
                isForLookup: true,
                blocks: names.map((name) => speakerBlock(name, models, labels)),
              },
            ]),
      ],
    },
  ];
}

/** The speakers on whom a model is weakest by how much it may be: the upper limit knows that few files tell little. */
function weakest({ bySpeaker }: ModelReport): string[] {
  const sorted = [...bySpeaker].sort((a, b) => a.high - b.high || byName(a.group, b.group));
  return sorted.slice(0, WEAKEST).map(({ group }) => group);
}

/** @param which Which of all speakers these are; empty where they are all. */
function gridOf(
  { model, data, bySpeaker }: ModelReport,
  names: readonly string[],
  labels: readonly string[],
  which = '',
): Block {
  const cell = (own: readonly Prediction[], speaker: string, actual?: string) => {
    const right = own.filter((one) => one.actual === one.predicted).length;
    return {
      text: own.length === 0 ? '–' : `${right}/${own.length}`,
      share: own.length === 0 ? null : right / own.length,
      files: own.length === 0 ? null : { model, speaker, ...(actual !== undefined && { actual }) },
    };
  };
  return {
    kind: 'grid',
    caption: `${model}: right answers of all recordings, by speaker and emotion${which && `; ${which}${bySpeaker.length} speakers`}`,
    corner: 'Speaker',
    columns: [...labels, 'all'],
    rows: names.map((speaker) => {
      const own = data.predictions.filter((prediction) => prediction.speaker === speaker);
      const score = bySpeaker.find(({ group }) => group === speaker);
      return {
        title: speaker,
        cells: [
          ...labels.map((label) =>
            cell(
              own.filter(({ actual }) => actual === label),
              speaker,
              label,
            ),
          ),
          { ...cell(own, speaker), text: score ? `${percent(score.accuracy, 0)} %` : '–' },
        ],
      };
    }),
  };
}

/** What every model makes of one speaker; folded, under an anchor of its own. */
function speakerBlock(speaker: string, models: readonly ModelReport[], labels: readonly string[]): Block {
  const items = models.flatMap(({ model, data, bySpeaker }): (readonly [string, Text])[] => {
    const score = bySpeaker.find(({ group }) => group === speaker);
    if (!score) return [];
    const own = data.predictions.filter((prediction) => prediction.speaker === speaker);
    const mixed = confusionsOf(own, labels)
      .slice(0, 3)
      .map(({ actual, predicted, count, files }) => `${actual} for ${predicted} (${count} of ${files})`);
    return [
      [
        model,
        [
          { count: `${percent(score.accuracy, 0)} % of ${score.files} right`, files: { model, speaker } },
          mixed.length === 0 ? '; nothing mixed up.' : `; takes ${listed(mixed)}.`,
        ],
      ],
    ];
  });
  const files = models[0]!.bySpeaker.find(({ group }) => group === speaker)!.files;
  return {
    kind: 'details',
    id: anchorOf(speaker),
    summary: `Speaker ${speaker}: ${counted(files, 'recording')}`,
    blocks: [{ kind: 'facts', items }],
  };
}

/** An anchor of any name: what is neither letter nor digit is written by its code. */
function anchorOf(speaker: string): string {
  return `speaker-${speaker.replace(/[^A-Za-z0-9]/g, (character) => `_${character.codePointAt(0)!.toString(16)}_`)}`;
}
