import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { printable } from '@ser/files';
import { SerError, usageError } from '../errors.ts';
import { MODEL_NAMES } from '../models/find-models.ts';
import { anyRecord, findRecord, type RunFolder, readConfiguration, runFolder } from '../run-folder.ts';
import type { Reporter } from '../terminal/reporter.ts';

/** What a folder may hold before it is a run: hidden files, and images that `ser preprocess` drew there. */
const BEFORE = ['images'];

/**
 * Refuses a folder that holds something and is no run, before the first byte is written there: a run replaces and removes
 * files by their names.
 *
 * @throws {SerError} where `run.json` is missing beside other files, or is not as it was written.
 */
export async function checkIsRun(folder: RunFolder, overwrite: boolean): Promise<void> {
  // One that is damaged is replaced where --overwrite says so.
  if (
    await readConfiguration(folder).then(Boolean, (error: SerError) => isThere(folder.configuration, overwrite, error))
  )
    return;
  const foreign = await foreignIn(folder.path, BEFORE);
  if (foreign === undefined) return;
  throw usageError(
    `${printable(folder.path)} is no run folder and not empty: it holds ${printable(foreign)} and no run.json. Choose another folder with --run DIR; a run begins in an empty one.`,
  );
}

/** False where no run.json stands; an error that is not one of that passes, or is passed over. */
async function isThere(path: string, overwrite: boolean, error: SerError): Promise<boolean> {
  if (!(await exists(path))) return false;
  if (overwrite) return true;
  throw new SerError(`${error.message} Or replace the run: --overwrite.`, { cause: error });
}

/** The first thing in a folder that no beginning of a run has left; undefined where there is none. */
async function foreignIn(folder: string, known: readonly string[]): Promise<string | undefined> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || known.includes(entry.name) || entry.name.endsWith('.tmp')) continue;
    // A run that was killed before its run.json: the empty folders of models, and folds that have theirs.
    const isFold = /^fold-\d+$/.test(entry.name) && (await exists(runFolder(path).configuration));
    if (entry.isDirectory() && (isFold || !(await foreignIn(path, [])))) continue;
    return entry.name;
  }
  return undefined;
}

/**
 * Refuses to begin a run where a finished one of other settings, or on another split, lies: its models would no longer belong
 * to `run.json`. With `overwrite` they are named instead.
 *
 * @throws {SerError} where models of another run lie in the folder.
 */
export async function checkFree(
  folder: RunFolder,
  identity: string,
  { overwrite, reporter }: { readonly overwrite: boolean; readonly reporter: Reporter },
): Promise<void> {
  const before = await findRecord(folder.configuration, anyRecord);
  if (before === undefined || before.identity === identity) return;
  const finished: string[] = [];
  for (const model of MODEL_NAMES) {
    const { training, folds } = folder.of(model);
    if ((await exists(training)) || (await exists(folds))) finished.push(model);
  }
  if (finished.length === 0) return;
  const lost = `${folder.path} holds ${finished.join(', ')} of a run with other settings or on another split`;
  if (!overwrite) {
    throw usageError(
      `${lost}; they would be of no use any more. Choose another folder with --run DIR, or replace them with --overwrite.`,
    );
  }
  reporter.warn(`${lost}: replaced, as --overwrite says.`);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
