import { csvLine } from '../files/csv.ts';
import { nameOf, type Timeline, type TimelineSegment } from './timeline.ts';

/** A format that editors and other programs read. */
export interface TextFormat {
  /** What the file's name ends with. */
  readonly ending: string;
  readonly write: (timeline: Timeline) => string;
}

const stamp = (seconds: number, separator: string): string => {
  const ms = Math.round(seconds * 1000);
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const [h, m, s] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  return `${pad(h)}:${pad(m)}:${pad(s)}${separator}${pad(ms % 1000, 3)}`;
};
const said = ({ label, probability, reasons, speaker }: TimelineSegment): string =>
  `${speaker === undefined ? '' : `${speaker}: `}${label === null ? `no answer (${reasons.join(', ')})` : `${label} (${Math.round(100 * probability)} %)`}`;
/** Exact to the sample: nine decimals tell any two samples apart. */
const exact = (samples: number, rate: number): string => (samples / rate).toFixed(9);

/** Every format that `ser timeline` writes beside its page and its JSON. */
export const TEXT_FORMATS: readonly TextFormat[] = [
  {
    ending: '.csv',
    write: ({ segments, sampleRate, channel }) =>
      lines([
        'start,end,start_sample,end_sample,channel,speaker,label,probability,no_answer',
        ...segments.map(({ start, end, speaker, label, probability, reasons }) =>
          csvLine([
            exact(start, sampleRate),
            exact(end, sampleRate),
            start,
            end,
            channel,
            speaker ?? '',
            label ?? '',
            probability.toFixed(6),
            reasons.join('; '),
          ]),
        ),
      ]),
  },
  {
    ending: '.srt',
    write: ({ segments, sampleRate: rate }) =>
      segments
        .map(
          (segment, i) =>
            `${i + 1}\n${stamp(segment.start / rate, ',')} --> ${stamp(segment.end / rate, ',')}\n${said(segment)}\n\n`,
        )
        .join(''),
  },
  {
    ending: '.vtt',
    write: ({ segments, sampleRate: rate }) =>
      `WEBVTT\n\n${segments
        .map(
          (segment) =>
            `${stamp(segment.start / rate, '.')} --> ${stamp(segment.end / rate, '.')}\n${said(segment)}\n\n`,
        )
        .join('')}`,
  },
  {
    ending: '.labels.txt',
    write: ({ segments, sampleRate: rate }) =>
      lines(segments.map((segment) => `${exact(segment.start, rate)}\t${exact(segment.end, rate)}\t${said(segment)}`)),
  },
  { ending: '.TextGrid', write: textGrid },
  {
    ending: '.rttm',
    write: ({ segments, sampleRate: rate, channel, file }) =>
      lines(
        segments.map(({ start, end, label }) =>
          [
            'SPEAKER',
            file.replaceAll(/\s/g, '_'),
            channel === 'mix' ? 1 : channel,
            exact(start, rate),
            exact(end - start, rate),
            '<NA>',
            '<NA>',
            nameOf({ label }).replaceAll(/\s/g, '_'),
            '<NA>',
            '<NA>',
          ].join(' '),
        ),
      ),
  },
];

/** Praat's long text format; a tier has intervals without gaps. */
function textGrid({ segments, sampleRate: rate, length }: Timeline): string {
  const intervals: { start: number; end: number; text: string }[] = [];
  let at = 0;
  for (const segment of segments) {
    // Segments of two speakers may overlap, intervals may not.
    const start = Math.max(at, segment.start);
    if (segment.end <= start) continue;
    if (start > at) intervals.push({ start: at, end: start, text: '' });
    intervals.push({ start, end: segment.end, text: nameOf(segment) });
    at = segment.end;
  }
  if (at < length || intervals.length === 0) intervals.push({ start: at, end: Math.max(length, at + 1), text: '' });
  const end = exact(Math.max(length, at), rate);
  return lines([
    'File type = "ooTextFile"',
    'Object class = "TextGrid"',
    '',
    'xmin = 0',
    `xmax = ${end}`,
    'tiers? <exists>',
    'size = 1',
    'item []:',
    '    item [1]:',
    '        class = "IntervalTier"',
    '        name = "emotion"',
    '        xmin = 0',
    `        xmax = ${end}`,
    `        intervals: size = ${intervals.length}`,
    ...intervals.flatMap(({ start, end, text }, i) => [
      `        intervals [${i + 1}]:`,
      `            xmin = ${exact(start, rate)}`,
      `            xmax = ${exact(end, rate)}`,
      `            text = "${text.replaceAll('"', '""')}"`,
    ]),
  ]);
}

function lines(rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join('');
}
