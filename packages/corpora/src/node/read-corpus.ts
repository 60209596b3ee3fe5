import { open, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { digestFile, FilesError, walkFiles } from '@ser/files';
import { CorporaError } from '../errors.ts';
import { isAudioFile } from '../formats/audio-extensions.ts';
import type { CorpusProblem } from '../formats/corpus-format.ts';
import { decodeText } from '../formats/decode-text.ts';
import { type Corpus, type ReadCorpusOptions, readCorpusFrom } from '../read/read-corpus-from.ts';
import { compareNames } from '../rows/compare-names.ts';

/** A table of labels larger than this is not read. */
const LARGEST_TEXT = 1 << 29;

/**
 * Reads a folder as a corpus: recognizes its layout, takes labels and speakers from names, folders or tables, and lists all
 * that cannot be used.
 *
 * Links are followed, each folder once; recordings are not opened. A relative `table` lies in the folder, or else where the
 * process runs.
 *
 * @throws CorporaError `folder-not-found` where there is no such folder, and those of `readCorpusFrom`.
 */
export async function readCorpus(dir: string, options: ReadCorpusOptions = {}): Promise<Corpus> {
  const root = resolve(dir);
  const { files, problems } = await walk(root, options.signal);
  const paths = new Set(files);
  const source = {
    root,
    files,
    readText: (file: string) => readText(paths.has(file) ? join(root, file) : isAbsolute(file) ? file : resolve(file)),
  };
  const corpus = await readCorpusFrom(source, options);
  return {
    ...corpus,
    problems: [...(await compareCopies(corpus.problems, root, options.signal)), ...problems].sort((a, b) =>
      compareNames(a.name, b.name),
    ),
  };
}

/** Says of every second file of a recording whether it holds the bytes of the first. */
async function compareCopies(
  problems: readonly CorpusProblem[],
  root: string,
  signal?: AbortSignal,
): Promise<CorpusProblem[]> {
  const compared: CorpusProblem[] = [];
  for (const problem of problems) {
    const { kind, name, of } = problem;
    if (kind !== 'duplicate' || of === undefined || of === name) compared.push(problem);
    else {
      const identical = await sameBytes(join(root, name), join(root, of), signal);
      const reason = identical
        ? `it is a copy of ${of}`
        : `it is another file of the recording ${of}, which was taken; their bytes differ`;
      compared.push({ ...problem, identical, reason });
    }
  }
  return compared;
}

async function sameBytes(a: string, b: string, signal?: AbortSignal): Promise<boolean> {
  signal?.throwIfAborted();
  try {
    if ((await stat(a)).size !== (await stat(b)).size) return false;
    return (await digestFile(a, 'sha256', signal)) === (await digestFile(b, 'sha256', signal));
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}

async function walk(root: string, signal?: AbortSignal): Promise<{ files: string[]; problems: CorpusProblem[] }> {
  try {
    const { files, problems } = await walkFiles(root, { signal });
    return {
      files: files.map(({ relativePath }) => relativePath),
      problems: problems
        .filter(({ relativePath, reason }) => isAudioFile(relativePath) || !/regular file|leads nowhere/.test(reason))
        .map(({ relativePath, reason }) => ({ kind: 'unreadable', name: relativePath, reason: `it ${reason}` })),
    };
  } catch (cause) {
    if (!(cause instanceof FilesError)) throw cause;
    throw new CorporaError('folder-not-found', `${cause.message} Give the folder that holds the recordings.`, {
      field: 'dir',
      received: root,
      cause,
    });
  }
}

async function readText(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    const handle = await open(path);
    try {
      const { size } = await handle.stat();
      if (size > LARGEST_TEXT) throw new Error(`it has ${size} bytes, more than a table of labels`);
      bytes = await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CorporaError('file', `Cannot read ${path}: ${reason}.`, { field: 'table', received: path, cause });
  }
  return decodeText(bytes);
}
