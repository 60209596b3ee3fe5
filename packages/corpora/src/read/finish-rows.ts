import type { CorpusProblem, CorpusProblemKind, FormatContents, FormatRow } from '../formats/corpus-format.ts';
import type { CorpusListing } from '../formats/corpus-listing.ts';
import { type LabelChange, type LabelMap, mapLabel } from '../labels/label-map.ts';
import { majority, sharesOf } from '../labels/vote.ts';
import { compareNames } from '../rows/compare-names.ts';
import type { CorpusRow } from '../rows/corpus-row.ts';
import { plainSex } from '../rows/plain-sex.ts';
import { compareLabels } from '../splits/encode-labels.ts';
import { speakerReader } from './speaker-reader.ts';

/** What is done to rows whatever their format. */
export interface FinishOptions {
  readonly labelMap: LabelMap | undefined;
  readonly speakerPattern: string | RegExp | undefined;
}

/** Rows that can be used, and what was left out on the way. */
export interface FinishedRows {
  readonly rows: CorpusRow[];
  readonly problems: CorpusProblem[];
  readonly labelChanges: LabelChange[];
}

/** Checks the rows of a format, maps labels, finds speakers, takes each recording once, and puts all in order of name. */
export function finishRows(contents: FormatContents, listing: CorpusListing, options: FinishOptions): FinishedRows {
  const problems = [...(contents.problems ?? [])];
  const changes = new Map<string, { to: string | null; rows: number }>();
  const speakerOf = speakerReader(options.speakerPattern);
  const checked: FormatRow[] = [];
  for (const raw of contents.rows) {
    const row = clean(raw);
    const problem = problemOf(row);
    if (problem !== undefined) {
      problems.push({ ...problem, name: row.file });
      continue;
    }
    const mapped = options.labelMap === undefined ? row : withMappedLabel(row, options.labelMap, changes);
    if (mapped === undefined) continue;
    const { speaker, isMissing } = speakerOf(mapped);
    if (isMissing)
      problems.push({ kind: 'no-speaker', name: row.file, reason: 'the pattern of speakers does not fit its name' });
    checked.push({ ...mapped, speaker });
  }
  for (const from of Object.keys(options.labelMap ?? {})) {
    if (from !== '*' && !changes.has(from)) changes.set(from, { to: options.labelMap![from]!, rows: 0 });
  }
  problems.push(...missedFiles(contents, listing));
  const once = takeOnce(checked, problems);
  return {
    rows: plainSex(once.map((row) => asCorpusRow(row, listing.root)).sort(byName)),
    problems: problems.sort((a, b) => compareNames(a.name, b.name)),
    labelChanges: [...changes]
      .map(([from, { to, rows }]) => ({ from, to, rows }))
      .sort((a, b) => compareLabels(a.from, b.from)),
  };
}

/** One spelling of what looks the same: no spaces around it, one normal form of Unicode. */
function clean(row: FormatRow): FormatRow {
  const plain = (text: string): string => text.trim().normalize('NFC');
  const { label, speaker, distribution } = row;
  return {
    ...row,
    label: plain(label),
    speaker: speaker === undefined ? undefined : plain(speaker),
    distribution:
      distribution && Object.fromEntries(Object.entries(distribution).map(([key, share]) => [plain(key), share])),
  };
}

type Unnamed = Omit<CorpusProblem, 'name'>;

function problemOf({ label, start, end }: FormatRow): Unnamed | undefined {
  if (label === '') return { kind: 'empty-label', reason: 'its label is empty' };
  const from = start ?? 0;
  if (!(from >= 0 && (end === undefined || end > from))) {
    return { kind: 'invalid-row', reason: `its segment ends before it begins: ${from} to ${end} s` };
  }
  return undefined;
}

/** The row under its new label; undefined where the map leaves it out. */
function withMappedLabel(
  row: FormatRow,
  map: LabelMap,
  changes: Map<string, { to: string | null; rows: number }>,
): FormatRow | undefined {
  const from = row.label;
  let to = mapLabel(from, map);
  let votes: Record<string, number> | undefined;
  if (row.distribution !== undefined) {
    votes = Object.create(null) as Record<string, number>;
    for (const [label, share] of Object.entries(row.distribution)) {
      const mapped = mapLabel(label, map);
      if (mapped !== null) votes[mapped] = (votes[mapped] ?? 0) + share;
    }
    // A merge may change which label most raters gave.
    if (to !== null) to = majority(votes) ?? to;
  }
  if (to !== from || Object.hasOwn(map, from)) {
    const change = changes.get(from) ?? { to: mapLabel(from, map), rows: 0 };
    change.rows++;
    changes.set(from, change);
  }
  return to === null ? undefined : { ...row, label: to, distribution: votes };
}

/** Recordings that no row and no problem speaks of. */
function missedFiles(
  { rows, problems = [], ignores = () => false }: FormatContents,
  { audio }: CorpusListing,
): CorpusProblem[] {
  const spoken = new Set<string>([...rows.map(({ file }) => file), ...problems.map(({ name }) => name)]);
  return audio
    .filter((file) => !spoken.has(file) && !ignores(file))
    .map((file) => ({ kind: 'unlabeled-file', name: file, reason: 'nothing gives it a label' }));
}

/** Each recording or segment once: copies are told, and what has two labels is left out under both. */
function takeOnce(rows: readonly FormatRow[], problems: CorpusProblem[]): FormatRow[] {
  const groups = new Map<string, FormatRow[]>();
  for (const row of rows) {
    const key = `${row.identity ?? row.file}\0${row.start ?? ''}\0${row.end ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const taken: FormatRow[] = [];
  for (const group of groups.values()) {
    const labels = new Set(group.map(({ label }) => label));
    if (labels.size > 1) {
      for (const file of new Set(group.map((row) => row.file))) {
        problems.push({ kind: 'two-labels', name: file, reason: `it has the labels ${[...labels].join(' and ')}` });
      }
      continue;
    }
    // Of copies in several folders the one in the shallowest is taken.
    const [first, ...others] = group.length === 1 ? group : [...group].sort(shallowFirst);
    taken.push(first!);
    for (const { file } of others) {
      const reason =
        file === first!.file ? 'it is listed twice' : `it is a second file of the recording ${first!.file}`;
      problems.push({ kind: 'duplicate' satisfies CorpusProblemKind, name: file, reason, of: first!.file });
    }
  }
  return taken;
}

function shallowFirst(a: FormatRow, b: FormatRow): number {
  return a.file.split('/').length - b.file.split('/').length || compareNames(a.file, b.file);
}

function asCorpusRow(
  { file, label, speaker, facets = {}, start, end, part, distribution, name }: FormatRow,
  root: string,
): CorpusRow {
  const isSegment = start !== undefined || end !== undefined;
  return {
    path: root === '' ? file : `${root}/${file}`,
    // As W3C's Media Fragments write a stretch of time.
    name: `${name ?? file}${isSegment ? `#t=${start ?? 0}${end === undefined ? '' : `,${end}`}` : ''}`,
    label,
    ...(speaker === undefined ? {} : { speaker }),
    facets,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(part === undefined ? {} : { part }),
    ...(distribution === undefined ? {} : { distribution: sharesOf(distribution) }),
  };
}

function byName(a: CorpusRow, b: CorpusRow): number {
  return compareNames(baseOf(a), baseOf(b)) || (a.start ?? 0) - (b.start ?? 0) || compareNames(a.name, b.name);
}

/** The name without the stretch of time, which is ordered by its number. */
function baseOf({ name, start, end }: CorpusRow): string {
  return start === undefined && end === undefined ? name : name.slice(0, name.lastIndexOf('#t='));
}
