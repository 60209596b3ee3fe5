import { CorporaError } from '../errors.ts';
import type { CorpusFormat, CorpusProblem, FormatOptions } from '../formats/corpus-format.ts';
import { corpusFormats } from '../formats/corpus-formats.ts';
import { type CorpusSource, listingOf } from '../formats/corpus-listing.ts';
import type { LabelChange, LabelMap } from '../labels/label-map.ts';
import type { CorpusRow } from '../rows/corpus-row.ts';
import type { PublishedFolds } from '../rows/published-folds.ts';
import { compareLabels } from '../splits/encode-labels.ts';
import { chooseFormat, formatNamed } from './choose-format.ts';
import { finishRows } from './finish-rows.ts';
import { listProblems } from './list-problems.ts';

/** Options of {@link readCorpusFrom}. */
export interface ReadCorpusOptions extends FormatOptions {
  /**
   * Name of the format, or `auto` for the one that fits.
   *
   * @default 'auto'; 'table' where a table is given, 'folders' where a layout is
   */
  readonly format?: string | undefined;
  /**
   * Formats to choose from.
   *
   * @default corpusFormats
   */
  readonly formats?: readonly CorpusFormat[] | undefined;
  /**
   * What becomes of labels: a map (`parseLabelMap` reads one from text), or the name of a merge that the format knows.
   *
   * @default every label stays as it is
   */
  readonly labelMap?: LabelMap | string | undefined;
  /**
   * Where the speaker stands: a regular expression whose first group it is, such as `(\d{4})_`. It is looked for in the file's own name,
   * and in its path where that has none.
   *
   * @default what the format tells
   */
  readonly speakerPattern?: string | RegExp | undefined;
  /** Stops the work between two files. */
  readonly signal?: AbortSignal | undefined;
}

/** A corpus as a table. */
export interface Corpus {
  /** Name of the format that was read. */
  readonly format: string;
  /** The format in words. */
  readonly title: string;
  /** Why this format: what was seen, or that it was asked for. */
  readonly reason: string;
  /** One row per recording or segment, in order of name. */
  readonly rows: readonly CorpusRow[];
  /** The labels that occur, in order of name. */
  readonly labels: readonly string[];
  /** What was left out, and why, in order of name. */
  readonly problems: readonly CorpusProblem[];
  /** What the label map did; empty without one. */
  readonly labelChanges: readonly LabelChange[];
  /** Folds that publications use, or that come with the folder. */
  readonly folds: readonly PublishedFolds[];
  /** Under what terms the corpus may be used, where the format is one corpus'. */
  readonly license?: string;
  /** What to cite, where the format is one corpus'. */
  readonly citation?: string;
}

/**
 * Reads a corpus from a listing of its files: recognizes the layout, takes labels and speakers from it, and lists all that
 * cannot be used. `readCorpus` of `@ser/corpora/node` does it for a folder.
 *
 * Recordings are not opened. Rows come in order of name, so a seeded split does not depend on the way the files lie.
 *
 * @throws CorporaError `unknown-format`, `ambiguous-format`, `missing-column`, `invalid-table`, `invalid-option`.
 * @throws CorporaError `no-recordings` where not one row is left.
 */
export async function readCorpusFrom(source: CorpusSource, options: ReadCorpusOptions = {}): Promise<Corpus> {
  const { formats = corpusFormats, table } = options;
  const asked = options.format ?? (table !== undefined ? 'table' : options.layout !== undefined ? 'folders' : 'auto');
  const listing = listingOf(source);
  const { format, reason } =
    asked === 'auto'
      ? await chooseFormat(listing, formats)
      : { format: formatNamed(asked, formats), reason: table === undefined ? 'as asked' : `as asked, by ${table}` };
  options.signal?.throwIfAborted();
  const contents = await format.read(listing, options);
  options.signal?.throwIfAborted();
  const { rows, problems, labelChanges } = finishRows(contents, listing, {
    labelMap: labelMapOf(format, options.labelMap),
    speakerPattern: options.speakerPattern,
  });
  if (rows.length === 0) {
    throw new CorporaError(
      'no-recordings',
      `Read as ${format.name}, the folder holds no recording with a label: ${listProblems(problems)}. Choose another format, or mend the labels.`,
      { field: 'dir' },
    );
  }
  return {
    format: format.name,
    title: format.title,
    reason,
    rows,
    labels: [...new Set(rows.map(({ label }) => label))].sort(compareLabels),
    problems,
    labelChanges,
    folds: [...(contents.folds ?? []), ...(format.folds ?? [])],
    license: format.license,
    citation: format.citation,
  };
}

function labelMapOf(format: CorpusFormat, map: LabelMap | string | undefined): LabelMap | undefined {
  if (map === undefined) return undefined;
  if (typeof map !== 'string') {
    // Labels are compared in one normal form of Unicode.
    return Object.fromEntries(
      Object.entries(map).map(([from, to]) => [from.normalize('NFC'), to?.normalize('NFC') ?? null]),
    );
  }
  const { labelMaps = {} } = format;
  if (Object.hasOwn(labelMaps, map)) return labelMaps[map];
  const names = Object.keys(labelMaps).join(', ');
  throw new CorporaError(
    'invalid-option',
    `labelMap "${map}" is no merge that ${format.name} knows (${names || 'it knows none'}). Give an object such as { joy: 'happy' }, or parseLabelMap(text).`,
    { field: 'labelMap', received: map, allowed: names },
  );
}
