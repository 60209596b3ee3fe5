import { confusionMatrix } from '@ser/metrics';
import { confusionMatrixPlot } from '@ser/metrics/plots';
import { labelsOfClips, speakersOf } from '../corpus/clip.ts';
import { describeClasses } from '../evaluation/report-files.ts';
import type { Block, ReportDocument, Section, Text } from '../report/document.ts';
import { counted, limits, listed, percent } from '../report/words.ts';
import type { Cell } from './cell.ts';
import { type Across, folderName } from './evaluate-across.ts';

/** What has to be known of every figure across corpora. */
export const ACROSS_CAVEAT =
  'Corpora differ in more than voices: rooms, languages, actors or daily life, and what their raters call by the same word. A figure across corpora is about all of these at once.';

/** Tests across corpora in words, tables and plots. */
export function acrossDocument({ runs, corpora, cells, problems }: Across): ReportDocument {
  const models = [...new Set(cells.map(({ model }) => model))];
  return {
    title: 'Speech emotion recognition across corpora',
    subtitle: `Trained in ${listed(runs.map(({ name }) => name))}, tested on ${listed(corpora.map(({ name }) => name))}`,
    opening: [{ kind: 'note', tone: 'caution', title: 'Before any figure', items: sharedCaveats(cells) }],
    sections: [
      {
        id: 'matrix',
        title: 'Trained on one, tested on the others',
        blocks: [
          ...models.map((model) => matrixBlock(model, { runs, corpora, cells, problems })),
          {
            kind: 'paragraph',
            text: 'UAR (mean recall of the classes) in percent, with 95 % limits and the level of chance. Every cell is about the classes that both have, so that cells of a row may be different tasks; “own” is the test part of the run’s own corpus, all its classes.',
          },
          lossBlock(cells),
        ],
      },
      ...runs.flatMap((run) =>
        corpora.flatMap((corpus): Section[] => {
          const own = cells.filter((cell) => cell.run === run.name && cell.corpus === corpus.name && !cell.isOwn);
          return own.length === 0 ? [] : [pairSection(own)];
        }),
      ),
      {
        id: 'how',
        title: 'Runs and corpora',
        blocks: [
          {
            kind: 'facts',
            items: [
              ...runs.map(({ name, folder, configuration: { corpus, settings, labels } }): [string, Text] => [
                `Run ${name}`,
                `${corpus.name}, split ${settings.split}${settings.split === 'stratified' ? ' (its own test part holds known speakers)' : ''}, classes ${labels.join(', ')}; ${folder.path}`,
              ]),
              ...corpora.map(({ name, dir, contents: { clips, provenance } }): [string, Text] => [
                `Corpus ${name}`,
                `${provenance.name}, read as ${provenance.format}: ${counted(clips.length, 'recording')}, ${counted(speakersOf(clips).length, 'speaker')}, labels ${labelsOfClips(clips).join(', ')}; license: ${provenance.license?.name ?? 'none is named'}; ${dir}`,
              ]),
            ],
          },
          ...(problems.length > 0
            ? [
                {
                  kind: 'details' as const,
                  summary: `${counted(problems.length, 'file')} could not be used`,
                  blocks: [
                    {
                      kind: 'list' as const,
                      items: problems.slice(0, 500).map(({ path, reason }) => `${path}: ${reason}`),
                    },
                  ],
                },
              ]
            : []),
        ],
      },
    ],
  };
}

/** The cell of a matrix in few words. */
export function cellText({ scored, labels, isOwn }: Cell): { readonly uar: string; readonly about: string } {
  const { scores, intervals } = scored;
  return {
    uar: percent(scores.macroRecall),
    about: `${limits(intervals.macroRecall)}, ${labels.length} classes, chance ${percent(1 / labels.length)}${isOwn ? ', own' : ''}`,
  };
}

function sharedCaveats(cells: readonly Cell[]): string[] {
  const [first, ...others] = cells;
  const shared = (first?.caveats ?? []).filter((text) => others.every(({ caveats }) => caveats.includes(text)));
  return [...shared, ACROSS_CAVEAT];
}

function matrixBlock(model: string, { runs, corpora, cells }: Across): Block {
  return {
    kind: 'table',
    caption: `${model}: a row is what it was trained on, a column what it was tested on`,
    columns: [{ title: 'Trained in' }, ...corpora.map(({ name }) => ({ title: name, numeric: true }))],
    rows: runs.map((run) => [
      run.name,
      ...corpora.map((corpus): Text => {
        const cell = cells.find((one) => one.model === model && one.run === run.name && one.corpus === corpus.name);
        if (!cell) return '–';
        const { uar, about } = cellText(cell);
        return [uar, ' ', { small: about }];
      }),
    ]),
  };
}

/** How much is lost on the way to another corpus, among the same classes. */
function lossBlock(cells: readonly Cell[]): Block {
  return {
    kind: 'table',
    caption: 'The same model and the same classes on its own test part and on the other corpus, UAR in percent',
    columns: [
      { title: 'Model' },
      { title: 'Trained in' },
      { title: 'Tested on' },
      { title: 'Own test part', numeric: true },
      { title: 'Other corpus', numeric: true },
      { title: 'Accuracy', numeric: true },
      { title: 'Macro F1', numeric: true },
      { title: 'Files', numeric: true },
      { title: 'Speakers', numeric: true },
    ],
    rows: cells
      .filter(({ isOwn }) => !isOwn)
      .map(({ model, run, corpus, own, scored: { scores, speakers } }) => [
        model,
        run,
        corpus,
        own ? percent(own.macroRecall) : 'not evaluated',
        percent(scores.macroRecall),
        percent(scores.accuracy),
        percent(scores.macroF1),
        String(scores.files),
        speakers === 0 ? 'unknown' : String(speakers),
      ]),
  };
}

function pairSection(cells: readonly Cell[]): Section {
  const { run, corpus, labels, leftOut, unused } = cells[0]!;
  const id = folderName(run, corpus).replaceAll(/[^\w-]/g, '-');
  return {
    id,
    title: `Trained in ${run}, tested on ${corpus}`,
    blocks: [
      {
        kind: 'facts',
        items: [
          ['Labels that both have', labels.join(', ')],
          [
            'Left out, unknown to the run',
            leftOut.map(({ label, files }) => `${label} (${files})`).join(', ') || 'none',
          ],
          ['Classes that the corpus lacks', unused.join(', ') || 'none'],
        ],
      },
      ...cells.flatMap(({ model, predictions, caveats }): Block[] => {
        const matrix = confusionMatrix({
          yTrue: predictions.map(({ actual }) => actual),
          yPred: predictions.map(({ predicted }) => predicted),
          labels,
        }).to2DArray();
        return [
          { kind: 'subheading', text: model },
          ...(caveats.length > 0 ? [{ kind: 'list' as const, items: caveats }] : []),
          {
            kind: 'pair',
            blocks: [
              {
                kind: 'preformatted',
                label: `Classification report of ${model}`,
                text: describeClasses({ labels, predictions }).text,
              },
              {
                kind: 'figures',
                figures: [
                  {
                    id: `${id}-${model}`,
                    alt: `Confusion matrix of ${model}, trained in ${run}, on ${corpus}.`,
                    caption: `A row is a true class of ${corpus}, a column what ${model} predicted.`,
                    specification: confusionMatrixPlot({ matrix, labels, title: '', legend: false }),
                  },
                ],
              },
            ],
          },
        ];
      }),
    ],
  };
}
