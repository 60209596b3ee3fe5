import { IDENTICAL_FILES, STEREO_FILES } from '../known-files.ts';
import { type ChannelCounts, type CorpusSummary, SUMMARY_COLUMNS } from './summarize-corpus.ts';

/** A summary as a text table for people: counts by emotion, sex and actor, then what is worth a look. */
export function formatSummary(summary: CorpusSummary): string {
  const rows: (readonly [string, ChannelCounts] | null)[] = [
    ...Object.entries(summary.byEmotion),
    null,
    ...Object.entries(summary.bySex),
    null,
    ...summary.byActor.map(
      ({ actor, sex, counts }) => [`actor ${String(actor).padStart(2, '0')} (${sex})`, counts] as const,
    ),
    null,
    ['all', summary.counts],
  ];
  const width = Math.max(...rows.map((row) => row?.[0].length ?? 0));
  const line = (label: string, cells: readonly unknown[]): string =>
    label.padEnd(width) + cells.map((cell) => String(cell).padStart(8)).join('');
  const table = rows.map((row) =>
    row === null
      ? ''
      : line(
          row[0],
          SUMMARY_COLUMNS.map((column) => row[1][column]),
        ),
  );
  return `${[line('', SUMMARY_COLUMNS), ...table, '', ...remarks(summary)].join('\n').trimEnd()}\n`;
}

function remarks({ formats, duration, missing, stereo, identical }: CorpusSummary): string[] {
  const known = (names: readonly string[], all: readonly string[]): string =>
    names.every((name) => all.includes(name)) ? ', all known' : '';
  return [
    ...formats.map(
      (f) => `${f.count} files of ${f.sampleRate} Hz, ${f.bitsPerSample} bits, ${plural(f.channels, 'channel')}`,
    ),
    ...(duration > 0 ? [`${(duration / 3600).toFixed(2)} hours in all`] : []),
    ...(missing.length > 0 ? [`missing: ${few(missing)}`] : []),
    ...(stereo.length > 0 ? [`stereo: ${few(stereo)}${known(stereo, STEREO_FILES)}`] : []),
    ...identical.map((group) => `identical samples: ${few(group)}${known(group, IDENTICAL_FILES)}`),
  ];
}

function few(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
