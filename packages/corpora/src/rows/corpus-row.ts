/** The parts of a split, in the order in which they are used. */
export const PARTS = ['train', 'validation', 'test'] as const;
/** Name of a part of a split. */
export type Part = (typeof PARTS)[number];

/** One recording of a corpus, or one segment of a recording, with all that is known of it before it is opened. */
export interface CorpusRow {
  /** Absolute path of the file. */
  readonly path: string;
  /**
   * What the row is called inside the corpus, whatever folder the corpus lies in: the path below the corpus' folder with
   * `/` between its parts, or the file name where the format says so.
   */
  readonly name: string;
  /** Class. */
  readonly label: string;
  /** Who speaks, where the corpus tells. */
  readonly speaker?: string;
  /** Everything else that the corpus tells: `sex`, `text`, `take`, `valence` … */
  readonly facets: Readonly<Record<string, string | number>>;
  /** Where a segment begins, in seconds; left out for the beginning of the file. */
  readonly start?: number;
  /** Where a segment ends, in seconds; left out for the end of the file. */
  readonly end?: number;
  /** The part of the split that the corpus itself gives to the row. */
  readonly part?: Part;
  /** Share of the raters for each label, above 0 and with the sum 1, where the corpus tells; `label` is the largest. */
  readonly distribution?: Readonly<Record<string, number>>;
}
