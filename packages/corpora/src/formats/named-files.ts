import type { CorpusFormat, CorpusProblem, FormatRow } from './corpus-format.ts';
import { type CorpusListing, fileNameOf, stemOf } from './corpus-listing.ts';

/** What a name tells: a row but for its file, or a problem, or nothing where it is none of the format. */
export type NameReading = Omit<FormatRow, 'file'> | Omit<CorpusProblem, 'name'> | undefined;

/** A format whose file names tell everything. */
export interface NamedFiles extends Omit<CorpusFormat, 'detect' | 'read'> {
  /**
   * Reads one path below the corpus' folder.
   *
   * @param stem Last part of the path without its extension.
   */
  readonly readName: (stem: string, path: string) => NameReading;
  /** Adds what other files of the folder tell, such as a table of the speakers. */
  readonly complete?: (rows: FormatRow[], listing: CorpusListing) => FormatRow[] | Promise<FormatRow[]>;
}

/**
 * Makes a format from a grammar of file names. It is sure of a folder where a tenth of the recordings have such names: less
 * is chance, and two corpora in one folder are to be told apart by the reader.
 */
export function namedFiles({ readName, complete = (rows) => rows, ...format }: NamedFiles): CorpusFormat {
  const readPath = (path: string): NameReading => readName(stemOf(fileNameOf(path)), path);
  return {
    ...format,
    detect: ({ audio }) => {
      const own = audio.filter((path) => readPath(path) !== undefined).length;
      if (own === 0 || own * 10 < audio.length) return undefined;
      return `${own} of ${audio.length} files have names like ${fileNameOf(format.example)}`;
    },
    read: async (listing) => {
      const rows: FormatRow[] = [];
      const problems: CorpusProblem[] = [];
      for (const file of listing.audio) {
        const reading = readPath(file);
        if (reading === undefined) {
          const reason = `its name is not one of ${format.name}, such as ${fileNameOf(format.example)}`;
          problems.push({ kind: 'unknown-name', name: file, reason });
        } else if ('kind' in reading) problems.push({ ...reading, name: file });
        else rows.push({ file, ...reading });
      }
      return { rows: await complete(rows, listing), problems };
    },
  };
}
