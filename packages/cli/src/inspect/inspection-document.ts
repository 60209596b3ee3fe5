import { classDistributionPlot } from '@ser/metrics/plots';
import type { Clip } from '../corpus/clip.ts';
import type { Block, Figure, ReportDocument } from '../report/document.ts';
import { counted } from '../report/words.ts';
import type { Durations, Group, Inspection } from './inspect-corpus.ts';
import { kindsOf } from './problem-kinds.ts';

/** With more speakers a plot of all of them is no longer read. */
const PLOTTED = 40;
/** Longer lists are cut on the page; `--json` has all. */
const LISTED = 200;

/** A corpus in words, tables and plots. */
export function inspectionDocument(inspection: Inspection): ReportDocument {
  const { contents, labels, speakers, seconds, formats, copies, contradictions, unreadable, durations } = inspection;
  const { provenance, clips, problems, labelChanges } = contents;
  const leftOut = [...problems, ...unreadable];
  return {
    title: provenance.name,
    subtitle: `${counted(clips.length, 'recording')}, read as ${provenance.format}`,
    opening: [
      {
        kind: 'facts',
        items: [
          ['Recordings', String(clips.length)],
          ['Labels', String(labels.length)],
          ['Speakers', speakers.length === 0 ? 'none are told' : String(speakers.length)],
          ['Duration', seconds === null ? 'no recording could be opened' : durationText(seconds)],
          ['Formats', formats.map(({ format, files }) => `${format} (${files})`).join('; ') || '–'],
          ['Parts', inspection.givesParts ? 'the corpus gives its own' : 'none are given'],
          ['License', provenance.license?.name ?? 'none is named'],
          ...(provenance.citation === undefined ? [] : [['Cite', provenance.citation] as const]),
        ],
      },
    ],
    sections: [
      {
        id: 'labels',
        title: 'Labels',
        blocks: [
          { kind: 'figures', figures: [labelFigure(clips)] },
          groupTable('Recordings of each label', 'Label', labels),
          ...(labelChanges.length > 0
            ? [
                {
                  kind: 'list' as const,
                  items: labelChanges.map(
                    ({ from, to, rows }) =>
                      `${from}: ${counted(rows, 'file')} ${to === null ? 'left out' : `are now ${to}`}`,
                  ),
                },
              ]
            : []),
        ],
      },
      ...(speakers.length === 0
        ? []
        : [
            {
              id: 'speakers',
              title: 'Speakers',
              blocks: [
                ...(speakers.length <= PLOTTED ? [{ kind: 'figures' as const, figures: [speakerFigure(clips)] }] : []),
                groupTable('Recordings of each speaker', 'Speaker', speakers),
              ],
            },
          ]),
      ...(durations.size === 0
        ? []
        : [
            {
              id: 'durations',
              title: 'Durations',
              blocks: [{ kind: 'figures' as const, figures: [durationFigure([...durations.values()])] }],
            },
          ]),
      {
        id: 'copies',
        title: 'Copies',
        blocks:
          copies.length === 0
            ? [{ kind: 'paragraph', text: 'No two recordings hold the same samples.' }]
            : [
                {
                  kind: 'paragraph',
                  text: `${counted(copies.length, 'recording')} ${copies.length === 1 ? 'stands' : 'stand'} here more than once, ${contradictions.length === 0 ? 'always under the same label and speaker' : `${contradictions.length} of them under different labels or speakers`}.`,
                },
                { kind: 'list', items: copies.slice(0, LISTED).map((names) => names.join(' = ')) },
              ],
      },
      {
        id: 'left-out',
        title: 'Left out',
        blocks:
          leftOut.length === 0
            ? [{ kind: 'paragraph', text: 'Every file is used.' }]
            : [
                {
                  kind: 'table',
                  caption: 'What is wrong, and how often',
                  columns: [{ title: 'Kind' }, { title: 'Files', numeric: true }, { title: 'Such as' }],
                  rows: kindsOf(leftOut).map(({ kind, files, example }) => [kind, String(files), example]),
                },
                {
                  kind: 'details',
                  summary: `The ${leftOut.length > LISTED ? `first ${LISTED} of ` : ''}${counted(leftOut.length, 'file')}`,
                  blocks: [
                    { kind: 'list', items: leftOut.slice(0, LISTED).map(({ path, reason }) => `${path}: ${reason}`) },
                  ],
                },
              ],
      },
    ],
  };
}

/** Seconds of some recordings in words. */
export function durationText({ total, shortest, median, longest }: Durations): string {
  const whole =
    total < 120
      ? `${total.toFixed(1)} s`
      : total < 7200
        ? `${(total / 60).toFixed(1)} min`
        : `${(total / 3600).toFixed(1)} h`;
  return `${whole} in all, ${shortest.toFixed(1)} to ${longest.toFixed(1)} s, median ${median.toFixed(1)} s`;
}

function groupTable(caption: string, title: string, groups: readonly Group[]): Block {
  return {
    kind: 'table',
    caption,
    columns: [
      { title },
      { title: 'Files', numeric: true },
      { title: title === 'Speaker' ? 'Share' : 'Speakers', numeric: true },
      { title: 'Total, s', numeric: true },
      { title: 'Shortest, s', numeric: true },
      { title: 'Median, s', numeric: true },
      { title: 'Longest, s', numeric: true },
    ],
    rows: groups.map(({ name, files, speakers, seconds }) => [
      name,
      String(files),
      title === 'Speaker'
        ? `${((100 * files) / groups.reduce((sum, group) => sum + group.files, 0)).toFixed(1)} %`
        : speakers === 0
          ? '–'
          : String(speakers),
      ...(seconds === null
        ? ['–', '–', '–', '–']
        : [seconds.total, seconds.shortest, seconds.median, seconds.longest].map((value) => value.toFixed(1))),
    ]),
  };
}

function labelFigure(clips: readonly Clip[]): Figure {
  const parts = new Map<string, string[]>();
  for (const { label, part = 'recordings' } of clips) parts.set(part, [...(parts.get(part) ?? []), label]);
  return {
    id: 'label-counts',
    alt: 'Recordings of each label',
    caption: 'Recordings of each label',
    specification: classDistributionPlot({ parts: Object.fromEntries(parts), title: '' }),
  };
}

function speakerFigure(clips: readonly Clip[]): Figure {
  const counts = new Map<string, { speaker: string; label: string; files: number }>();
  for (const { speaker, label } of clips) {
    if (speaker === undefined) continue;
    const key = JSON.stringify([speaker, label]);
    counts.set(key, { speaker, label, files: (counts.get(key)?.files ?? 0) + 1 });
  }
  const axes = {
    x: { field: 'label', type: 'nominal', title: null },
    y: { field: 'speaker', type: 'nominal', title: null },
  };
  return {
    id: 'speaker-labels',
    alt: 'Recordings of each speaker and label',
    caption: 'A row is a speaker, a column a label; an empty place is a label that the speaker never has.',
    specification: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      data: { values: [...counts.values()] },
      width: { step: 34 },
      height: { step: 16 },
      encoding: axes,
      layer: [
        {
          mark: 'rect',
          encoding: {
            color: { field: 'files', type: 'quantitative', scale: { scheme: 'blues', domainMin: 0 }, legend: null },
          },
        },
        {
          mark: { type: 'text', fontSize: 9, color: '#111' },
          encoding: { text: { field: 'files', type: 'quantitative' } },
        },
      ],
    },
  };
}

function durationFigure(seconds: readonly number[]): Figure {
  return {
    id: 'durations-plot',
    alt: 'How many recordings are how long',
    caption: 'Recordings by their length in seconds',
    specification: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      data: { values: seconds.map((value) => ({ seconds: value })) },
      width: 420,
      height: 180,
      mark: 'bar',
      encoding: {
        x: { field: 'seconds', bin: { maxbins: 30 }, type: 'quantitative', title: 'seconds' },
        y: { aggregate: 'count', type: 'quantitative', title: 'recordings' },
      },
    },
  };
}
