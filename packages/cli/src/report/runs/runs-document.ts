import type { ReportDocument } from '../document.ts';
import { differencesTable } from '../sections/between-models.ts';
import { counted, limits, percent } from '../words.ts';
import type { RunsComparison } from './compare-runs.ts';

/** Several runs in words and tables; page and Markdown are both made from this. */
export function runsDocument({ runs, models, differences, notPaired, differing }: RunsComparison): ReportDocument {
  const best = models.reduce((a, b) => (b.scores.macroRecall > a.scores.macroRecall ? b : a));
  return {
    title: 'Runs side by side',
    subtitle: `${counted(runs.length, 'run')}, ${counted(models.length, 'model')}`,
    opening: [
      {
        kind: 'lead',
        paragraphs: [
          `The highest mean recall is that of ${best.model} in ${best.run}: ${percent(best.scores.macroRecall)} % ${limits(best.intervals.macroRecall)}.${
            notPaired.length === 0
              ? ''
              : ' Not all runs were tested on the same files: figures of different test parts do not compare.'
          }`,
        ],
      },
    ],
    sections: [
      {
        id: 'scores',
        title: 'Scores',
        blocks: [
          {
            kind: 'table',
            caption: 'Scores on the test part of each run, in percent, with 95 % limits',
            columns: [
              { title: 'Run' },
              { title: 'Model' },
              ...['UAR', 'Accuracy', 'Macro F1', 'Files', 'Speakers'].map((title) => ({ title, numeric: true })),
            ],
            rows: models.map(({ run, model, scores, intervals, speakers }) => [
              run,
              model,
              [percent(scores.macroRecall), ' ', { small: limits(intervals.macroRecall) }],
              [percent(scores.accuracy), ' ', { small: limits(intervals.accuracy) }],
              [percent(scores.macroF1), ' ', { small: limits(intervals.macroF1) }],
              String(scores.files),
              speakers === 0 ? '–' : String(speakers),
            ]),
          },
        ],
      },
      {
        id: 'differences',
        title: 'Differences between runs',
        blocks: [
          ...(differences.length > 0 ? differencesTable(differences) : []),
          ...(notPaired.length > 0
            ? [{ kind: 'note', tone: 'caution', title: 'Not tested against each other', items: notPaired } as const]
            : []),
        ],
      },
      {
        id: 'settings',
        title: 'What differs',
        blocks: [
          differing.length === 0
            ? {
                kind: 'paragraph',
                text: 'Nothing that is recorded: corpus, weights, engine, program and all settings are the same.',
              }
            : {
                kind: 'table',
                caption: 'Settings and facts that are not the same in all runs',
                columns: [{ title: 'What' }, ...runs.map((title) => ({ title }))],
                rows: differing.map(({ what, values }) => [what, ...values.map((code) => ({ code }))]),
              },
        ],
      },
    ],
  };
}
