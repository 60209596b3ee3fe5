import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CorporaError, corpusFormats, type LabelMap, parseLabelMap } from '@ser/corpora';
import type { Option, OptionValues } from '../cli/command.ts';
import { repeated, text } from '../cli/options.ts';
import { usageError } from '../errors.ts';

/** Where the recordings lie and how they are read; it stands in `run.json`, so that an evaluation reads the same. */
export interface CorpusSource {
  /** Absolute; more than one are one corpus. */
  readonly dirs: readonly string[];
  /** Name of a format. @default the one that fits, for each folder */
  readonly format?: string | undefined;
  /** What folders stand for, where they tell labels. */
  readonly layout?: string | undefined;
  /** Table of labels. */
  readonly table?: string | undefined;
  /** Names of the table's columns, where they are not the usual ones. */
  readonly columns?: { readonly path?: string; readonly label?: string; readonly speaker?: string } | undefined;
  /** Regular expression whose first group is the speaker in a recording's name. */
  readonly speakerPattern?: string | undefined;
  /** New names of labels, null for those whose recordings are left out; or the name of a merge that the format knows. */
  readonly labelMap?: LabelMap | string | undefined;
}

/** Options of every command that begins with recordings. */
export const CORPUS_OPTIONS = {
  data: {
    type: 'string',
    multiple: true,
    value: 'DIR',
    help: 'folder of recordings in any layout that `ser corpora` lists; several, with an option each, are one corpus',
  },
  corpus: {
    type: 'string',
    value: 'FORMAT',
    help: 'layout of the folder: a name from `ser corpora` [the one that fits]',
  },
  layout: {
    type: 'string',
    value: 'LEVELS',
    help: 'what the folders are, from the top: label, speaker/label or label/speaker [what their names say]',
  },
  table: { type: 'string', value: 'FILE', help: 'table of labels: CSV, TSV or JSONL [what the layout has]' },
  'path-column': { type: 'string', value: 'NAME', help: 'its column of paths [file, path … the usual names]' },
  'label-column': { type: 'string', value: 'NAME', help: 'its column of labels [emotion, label … the usual names]' },
  'speaker-column': {
    type: 'string',
    value: 'NAME',
    help: 'its column of speakers [speaker, speaker_id … the usual names]',
  },
  speaker: {
    type: 'string',
    value: 'PATTERN',
    help: "regular expression whose first group is the speaker in a recording's name, such as '(\\d{4})_'",
  },
  'label-map': {
    type: 'string',
    value: 'FILE|NAME',
    help: 'JSON or CSV that renames, merges and drops labels, or a merge that the layout knows',
  },
} as const satisfies Record<string, Option>;

/** Reads those options; a wrong one is refused before any work. */
export async function readCorpusSource(options: OptionValues): Promise<CorpusSource> {
  const dirs = repeated(options, 'data');
  if (dirs.length === 0) throw usageError('--data is missing: name the folder of recordings, such as --data RAVDESS.');
  if (dirs.includes('')) throw usageError('--data needs a value.');
  const twice = dirs.find((dir, i) => dirs.findIndex((other) => resolve(other) === resolve(dir)) !== i);
  if (twice !== undefined) throw usageError(`--data names ${twice} twice.`);
  const format = text(options, 'corpus');
  if (format !== undefined && format !== 'auto') checkFormat(format);
  const columns = {
    path: text(options, 'path-column'),
    label: text(options, 'label-column'),
    speaker: text(options, 'speaker-column'),
  };
  const named = Object.entries(columns).filter(([, value]) => value !== undefined);
  const layout = text(options, 'layout');
  const table = text(options, 'table');
  if (table !== undefined && dirs.length > 1)
    throw usageError('--table is of one folder: give one --data, or let each folder hold a table of its own.');
  const speakerPattern = text(options, 'speaker');
  if (speakerPattern !== undefined) checkPattern(speakerPattern);
  const labelMap = text(options, 'label-map');
  return {
    dirs: dirs.map((dir) => resolve(dir)),
    format,
    ...(layout !== undefined && { layout }),
    table,
    ...(named.length > 0 && { columns: Object.fromEntries(named) }),
    speakerPattern,
    ...(labelMap !== undefined && { labelMap: await readLabelMap(labelMap) }),
  };
}

function checkFormat(name: string): void {
  const known = corpusFormats.map((format) => format.name);
  if (!known.includes(name)) throw usageError(`There is no corpus format "${name}". Known are ${known.join(', ')}.`);
}

function checkPattern(pattern: string): void {
  try {
    // An empty text matches the alternative, and tells how many groups there are.
    const groups = new RegExp(`${pattern}|`, 'u').exec('')!.length - 1;
    if (groups < 1) throw new SyntaxError('it has no group in round brackets');
  } catch (cause) {
    throw usageError(
      `--speaker takes a regular expression whose first group is the speaker, such as '(\\d{4})_'; "${pattern}" is none: ${(cause as Error).message}.`,
    );
  }
}

/** A file's content, or the name of a merge where there is no such file and it looks like a name. */
async function readLabelMap(given: string): Promise<LabelMap | string> {
  let content: string;
  try {
    content = await readFile(given, 'utf8');
  } catch (cause) {
    if (/^[\w-]+$/.test(given)) return given;
    throw usageError(`--label-map: ${given} cannot be read: ${(cause as Error).message}`);
  }
  try {
    return parseLabelMap(content);
  } catch (cause) {
    if (CorporaError.isInstance(cause)) throw usageError(`--label-map ${given}: ${cause.message}`);
    throw cause;
  }
}
