import type { Prediction } from '../../evaluation/predictions.ts';
import { confusionsOf } from '../analysis/confusions.ts';
import type { Block, Section, Text } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import { counted, listed, percent } from '../words.ts';

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
        ...models.map((model) => gridOf(model, names, labels)),
        ...names.map((name) => speakerBlock(name, models, labels)),
      ],
    },
  ];
}

function gridOf({ model, data, bySpeaker }: ModelReport, names: readonly string[], labels: readonly string[]): Block {
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
    caption: `${model}: right answers of all recordings, by speaker and emotion`,
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
