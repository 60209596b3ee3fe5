import type { LabelMap } from '../labels/label-map.ts';
import type { Part } from '../rows/corpus-row.ts';
import type { PublishedFolds } from '../rows/published-folds.ts';
import type { CorpusListing } from './corpus-listing.ts';
import type { ColumnNames } from './table/columns.ts';

/** What a format may be told besides the folder. */
export interface FormatOptions {
  /** Table of labels, where the format reads one: a path below the corpus' folder, or an absolute path. */
  readonly table?: string | undefined;
  /** Names of the table's columns, where they are not the usual ones. */
  readonly columns?: ColumnNames | undefined;
  /** What the folders stand for, where they tell labels: `label`, `speaker/label` or `label/speaker`. */
  readonly layout?: string | undefined;
}

/** One recording or segment as a format reads it; `readCorpus` checks it and makes it a `CorpusRow`. */
export interface FormatRow {
  /** Path below the corpus' folder: one of the listing's files. */
  readonly file: string;
  /** Class; empty where the corpus names none. */
  readonly label: string;
  /** Who speaks. */
  readonly speaker?: string;
  /** Everything else. */
  readonly facets?: Readonly<Record<string, string | number>>;
  /** Beginning of a segment, in seconds. */
  readonly start?: number;
  /** End of a segment, in seconds. */
  readonly end?: number;
  /** Part of the corpus' own split. */
  readonly part?: Part;
  /** Votes of raters for each label: shares or counts. */
  readonly distribution?: Readonly<Record<string, number>>;
  /** What the row is called inside the corpus, where that is not its path. */
  readonly name?: string;
  /** What two files of one recording share, such as the stem of a file name that the corpus uses once. */
  readonly identity?: string;
}

/**
 * What is wrong with one file or one row of a table.
 *
 * | kind | meaning |
 * |---|---|
 * | `missing-file` | a table names a file that is not there |
 * | `outside-folder` | a table names a file outside of the corpus' folder, which is not opened |
 * | `several-files` | a table names a file by words that fit several |
 * | `unlabeled-file` | a recording that nothing gives a label |
 * | `empty-label` | a row whose label is empty |
 * | `two-labels` | one recording under two labels: neither is taken |
 * | `duplicate` | a second row or copy of one recording: the first is taken |
 * | `no-majority` | raters disagree, so that there is no label |
 * | `unknown-name` | a recording whose name is none of the format |
 * | `other-modality` | a file without sound, or a second modality of a recording that is there |
 * | `no-speaker` | a row whose name the pattern of speakers does not fit |
 * | `invalid-row` | a row that cannot be read: a segment that ends before it begins, a line that is no JSON |
 * | `unreadable` | a file or folder that cannot be opened: a pipe, a link that leads nowhere |
 */
export type CorpusProblemKind =
  | 'missing-file'
  | 'outside-folder'
  | 'several-files'
  | 'unlabeled-file'
  | 'empty-label'
  | 'two-labels'
  | 'duplicate'
  | 'no-majority'
  | 'unknown-name'
  | 'other-modality'
  | 'no-speaker'
  | 'invalid-row'
  | 'unreadable';

/** One file or row that is left out, or taken with a reservation (`no-speaker`), and why. */
export interface CorpusProblem {
  /** What is wrong, as a stable word. */
  readonly kind: CorpusProblemKind;
  /** The file below the corpus' folder, or what a table calls it. */
  readonly name: string;
  /** What was found, in words. */
  readonly reason: string;
  /** File that was taken in place of this one, below the corpus' folder. */
  readonly of?: string;
  /** Of a `duplicate`, whether both files hold the same bytes, where `readCorpus` has looked. */
  readonly identical?: boolean;
}

/** What a format reads. */
export interface FormatContents {
  /** Rows in any order. */
  readonly rows: readonly FormatRow[];
  /** What could not become a row. */
  readonly problems?: readonly CorpusProblem[];
  /** Folds that come with the folder. */
  readonly folds?: readonly PublishedFolds[];
  /** Recordings that are not to be missed when no row names them. */
  readonly ignores?: (file: string) => boolean;
}

/** A layout of corpora: one row of the table `corpusFormats`. */
export interface CorpusFormat {
  /** Name by which `format` asks for it: `emodb`. */
  readonly name: string;
  /** What it is, in words. */
  readonly title: string;
  /** A path of such a folder, for people who look for theirs. */
  readonly example: string;
  /**
   * Whether a folder is of this layout: what speaks for it, in words, such as `535 of 535 files have names like 03a01Fa.wav`.
   */
  readonly detect: (listing: CorpusListing) => string | undefined | Promise<string | undefined>;
  /**
   * Whether it looks at folders alone, as many layouts have them: asked only where no other format fits.
   *
   * @default false
   */
  readonly fallback?: boolean;
  /** Reads the rows. */
  readonly read: (listing: CorpusListing, options: FormatOptions) => FormatContents | Promise<FormatContents>;
  /** Under what terms the corpus of this layout may be used, where it is one corpus. */
  readonly license?: string;
  /** What to cite, where it is one corpus. */
  readonly citation?: string;
  /** Folds that publications use. */
  readonly folds?: readonly PublishedFolds[];
  /** Customary merges of labels, by name. */
  readonly labelMaps?: Readonly<Record<string, LabelMap>>;
}
