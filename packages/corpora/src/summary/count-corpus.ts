import type { CorpusProblem, CorpusProblemKind } from '../formats/corpus-format.ts';
import { type CorpusRow, PARTS } from '../rows/corpus-row.ts';
import { compareLabels } from '../splits/encode-labels.ts';

/** How often a value occurs. */
export interface Count {
  /** The value. */
  readonly value: string | number;
  /** Number of rows that have it. */
  readonly rows: number;
}

/** What a corpus holds, in numbers. */
export interface CorpusCounts {
  /** Number of rows. */
  readonly rows: number;
  /** Number of different files; less than `rows` where rows are segments. */
  readonly files: number;
  /** Rows of each label, in order of name. */
  readonly labels: readonly Count[];
  /** Rows of each speaker, in order of name; rows without one are in `withoutSpeaker`. */
  readonly speakers: readonly Count[];
  /** Number of rows without a speaker. */
  readonly withoutSpeaker: number;
  /** Rows of each part of the corpus' own split; empty where it has none. */
  readonly parts: readonly Count[];
  /** Rows of each value of every facet with few values, by facet. */
  readonly facets: Readonly<Record<string, readonly Count[]>>;
  /** Labels with fewer rows than folds: too few to be in every fold. */
  readonly rareLabels: readonly string[];
  /** Labels with fewer speakers than folds, where speakers are known: no split by speaker tests them in every fold. */
  readonly labelsOfFewSpeakers: readonly string[];
  /** Labels, and speakers, that differ in case, spaces and signs alone, and may be one. */
  readonly alike: {
    readonly labels: readonly (readonly string[])[];
    readonly speakers: readonly (readonly string[])[];
  };
  /** Problems of each kind, most frequent first. */
  readonly problems: readonly { readonly kind: CorpusProblemKind; readonly count: number; readonly example: string }[];
}

/** Options of {@link countCorpus}. */
export interface CountCorpusOptions {
  /**
   * Number of folds that the corpus is to be split into.
   *
   * @default 5
   */
  readonly folds?: number | undefined;
  /**
   * Most values that a facet may have to be counted.
   *
   * @default 20
   */
  readonly maxValues?: number | undefined;
}

/** Counts a corpus by label, speaker, part and facet, and names the labels that are rare, from the rows alone. */
export function countCorpus(
  corpus: { readonly rows: readonly CorpusRow[]; readonly problems?: readonly CorpusProblem[] },
  options: CountCorpusOptions = {},
): CorpusCounts {
  const { folds = 5, maxValues = 20 } = options;
  const { rows, problems = [] } = corpus;
  const labels = tally(rows, ({ label }) => label);
  const spoken = rows.filter(({ speaker }) => speaker !== undefined);
  const speakersOf = new Map<string, Set<string>>();
  for (const { label, speaker } of spoken) {
    const known = speakersOf.get(label) ?? new Set();
    speakersOf.set(label, known.add(speaker!));
  }
  const names = [...new Set(rows.flatMap(({ facets }) => Object.keys(facets)))].sort(compareLabels);
  const facets = names.flatMap((name) => {
    const counts = tally(rows, (row) => row.facets[name]);
    return counts.length <= maxValues ? [[name, counts] as const] : [];
  });
  return {
    rows: rows.length,
    files: new Set(rows.map(({ path }) => path)).size,
    labels,
    speakers: tally(spoken, ({ speaker }) => speaker),
    withoutSpeaker: rows.length - spoken.length,
    parts: PARTS.flatMap((part) => tally(rows, (row) => (row.part === part ? part : undefined))),
    facets: Object.fromEntries(facets),
    rareLabels: labels.filter((count) => count.rows < folds).map(({ value }) => String(value)),
    labelsOfFewSpeakers: [...speakersOf]
      .flatMap(([label, speakers]) => (speakers.size < folds ? [label] : []))
      .sort(compareLabels),
    alike: { labels: alike(rows.map(({ label }) => label)), speakers: alike(spoken.map(({ speaker }) => speaker!)) },
    problems: problemCounts(problems),
  };
}

/** Groups of names that are the same without case, spaces and signs. */
function alike(names: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of [...new Set(names)].sort(compareLabels)) {
    const plain = name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '');
    groups.set(plain, [...(groups.get(plain) ?? []), name]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function tally(rows: readonly CorpusRow[], readValue: (row: CorpusRow) => string | number | undefined): Count[] {
  const counts = new Map<string | number, number>();
  for (const row of rows) {
    const value = readValue(row);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, rows: count })).sort((a, b) => compareLabels(a.value, b.value));
}

function problemCounts(problems: readonly CorpusProblem[]): CorpusCounts['problems'] {
  const counts = new Map<CorpusProblemKind, { kind: CorpusProblemKind; count: number; example: string }>();
  for (const { kind, name, reason } of problems) {
    const known = counts.get(kind) ?? { kind, count: 0, example: `${name}: ${reason}` };
    counts.set(kind, { ...known, count: known.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
