import { access } from 'node:fs/promises';
import { usageError } from '../errors.ts';
import { MODEL_NAMES } from '../models/find-models.ts';
import { type RunConfiguration, type RunFolder, readJson } from '../run-folder.ts';
import type { Reporter } from '../terminal/reporter.ts';

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
  const before = await readJson<Partial<RunConfiguration>>(folder.configuration);
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
