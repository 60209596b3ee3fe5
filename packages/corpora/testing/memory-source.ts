import type { CorpusSource } from '../src/formats/corpus-listing.ts';
import { type Corpus, type ReadCorpusOptions, readCorpusFrom } from '../src/read/read-corpus-from.ts';

/** A folder in memory: paths with the text of those that are read; recordings are never read. */
export type Folder = Readonly<Record<string, string>> | readonly string[];

export function sourceOf(folder: Folder, root = '/c'): CorpusSource {
  const texts: Readonly<Record<string, string>> = Array.isArray(folder)
    ? Object.fromEntries((folder as string[]).map((path) => [path, '']))
    : (folder as Readonly<Record<string, string>>);
  return {
    root,
    files: Object.keys(texts),
    readText: async (file) => {
      if (texts[file] === undefined) throw new Error(`no ${file}`);
      return texts[file];
    },
  };
}

export function readFolder(folder: Folder, options?: ReadCorpusOptions): Promise<Corpus> {
  return readCorpusFrom(sourceOf(folder), options);
}

/** Rows in a line each: name, label, speaker, part, facets in order of name. */
export function linesOf({ rows }: Corpus): string[] {
  return rows.map(({ name, label, speaker, part, facets }) => {
    const told = Object.entries(facets)
      .map(([key, value]) => `${key}=${value}`)
      .sort();
    return [name, label, speaker ?? '-', ...(part === undefined ? [] : [part]), ...told].join(' ');
  });
}

/** Problems in a line each: kind and name. */
export function problemsOf({ problems }: Corpus): string[] {
  return problems.map(({ kind, name }) => `${kind} ${name}`);
}
