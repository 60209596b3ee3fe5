import { isAudioFile } from './audio-extensions.ts';

/** Where a corpus is read from: a listing of its files and a way to read the small ones. */
export interface CorpusSource {
  /**
   * Folder that the files lie in, put before every path of a row.
   *
   * @default none: paths of rows are those of `files`
   */
  readonly root?: string | undefined;
  /** Path of every file below the folder, with `/` between its parts. */
  readonly files: readonly string[];
  /** Text of a file: a table, a description. Recordings are never read. */
  readonly readText: (file: string) => Promise<string>;
}

/** How a search for a file ended. */
export type FoundFile =
  | { readonly file: string }
  | { readonly problem: 'missing-file' | 'outside-folder' | 'several-files'; readonly reason: string };

/** The files of a corpus as formats look at them. */
export interface CorpusListing {
  /** Folder that the files lie in; empty where there is none. */
  readonly root: string;
  /** Path of every file, in order of name. */
  readonly files: readonly string[];
  /** Those that can hold a recording. */
  readonly audio: readonly string[];
  /** Text of a file; read once. */
  readonly readText: (file: string) => Promise<string>;
  /**
   * The file that a table means: as a path below the table's folder or below the corpus', from anywhere if its end is one
   * file's path, by its name alone, with or without extension; in any normal form of Unicode, with `/` or `\`.
   */
  readonly find: (name: string, tableFolder?: string) => FoundFile;
}

/** Names that file managers and archivers leave behind; hidden files begin with a dot. */
const LITTER: ReadonlySet<string> = new Set(['__macosx', 'thumbs.db', 'desktop.ini', '$recycle.bin', '@eadir']);

/** Prepares a source for formats. */
export function listingOf(source: CorpusSource): CorpusListing {
  const files = source.files
    .filter((file) => !file.split('/').some((part) => part.startsWith('.') || LITTER.has(part.toLowerCase())))
    .sort();
  const root = (source.root ?? '').replace(/[/\\]+$/, '');
  const texts = new Map<string, Promise<string>>();
  const index = new FileIndex(files);
  return {
    root,
    files,
    audio: files.filter(isAudioFile),
    readText: (file) => {
      const known = texts.get(file) ?? source.readText(file);
      texts.set(file, known);
      return known;
    },
    find: (name, tableFolder = '') => {
      return find(index, root.replaceAll('\\', '/').normalize('NFC'), name, tableFolder);
    },
  };
}

/** Last part of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path without its extension. */
export function stemOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
}

/** Folder of a path; empty for the corpus' own. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Files by what a table may call them; each index is made when it is asked for first. */
class FileIndex {
  readonly #files: readonly string[];
  #byPath: Map<string, string> | undefined;
  #byName: Map<string, string[]> | undefined;
  #byStem: Map<string, string[]> | undefined;

  constructor(files: readonly string[]) {
    this.#files = files;
  }

  path(path: string): string | undefined {
    this.#byPath ??= new Map(this.#files.map((file) => [file.normalize('NFC'), file]));
    return this.#byPath.get(path);
  }

  /** Files whose last part is this. */
  named(name: string): readonly string[] {
    this.#byName ??= group(this.#files, fileNameOf);
    return this.#byName.get(name) ?? [];
  }

  /** Recordings whose last part is this without an extension. */
  stemmed(stem: string): readonly string[] {
    this.#byStem ??= group(this.#files.filter(isAudioFile), (file) => stemOf(fileNameOf(file)));
    return this.#byStem.get(stem) ?? [];
  }
}

function group(files: readonly string[], keyOf: (file: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const key = keyOf(file).normalize('NFC');
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [file]);
    else list.push(file);
  }
  return groups;
}

function find(index: FileIndex, root: string, name: string, tableFolder: string): FoundFile {
  // Most tables say it plainly.
  const plain = index.path((tableFolder === '' ? name : `${tableFolder}/${name}`).normalize('NFC'));
  if (plain !== undefined) return { file: plain };
  let wanted = name.trim().replaceAll('\\', '/').normalize('NFC');
  const isAbsolute = wanted.startsWith('/') || /^[A-Za-z]:\//.test(wanted);
  if (isAbsolute && root !== '' && wanted.startsWith(`${root}/`)) wanted = wanted.slice(root.length + 1);
  const below = isAbsolute ? [wanted] : [`${tableFolder.normalize('NFC')}/${wanted}`, wanted];
  const paths = below.map(plainPath);
  for (const path of paths) {
    const file = path === undefined ? undefined : index.path(path);
    if (file !== undefined) return { file };
  }
  const end = paths.findLast((path) => path !== undefined);
  if (end === undefined) return outside;
  const last = fileNameOf(end);
  const named = index.named(last);
  const candidates = named.length > 0 ? named : index.stemmed(last);
  const fits = candidates.filter((file) => {
    const own = (named.length > 0 ? file : stemOf(file)).normalize('NFC');
    return own === end || own.endsWith(`/${end}`) || end.endsWith(`/${own}`);
  });
  if (fits.length === 1) return { file: fits[0]! };
  if (fits.length > 1) {
    return { problem: 'several-files', reason: `${fits.length} files fit, such as ${fits.slice(0, 2).join(' and ')}` };
  }
  return isAbsolute ? outside : { problem: 'missing-file', reason: 'there is no such file' };
}

const outside: FoundFile = { problem: 'outside-folder', reason: 'it lies outside of the corpus folder' };

/** A path without `.` and `..`, or undefined where it leads above its root. */
function plainPath(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
