import { readFile } from 'node:fs/promises';
import { PARTS, type Parts } from '../corpus/split-corpus.ts';
import { SerError } from '../errors.ts';
import { writeFileAtomic } from '../files/write-file.ts';

const HEADER = 'file,actor,emotion,part';

/** Writes `split.csv`: which file stood in which part. */
export function writeSplit(path: string, parts: Parts): Promise<void> {
  return writeTable(path, HEADER, rowsOf(parts));
}

/**
 * Refuses to test on another split than the run's `split.csv` tells: one file more or less draws all parts anew, and a
 * model must not be tested on what it learned from.
 *
 * @throws {SerError} where files of the data folder came, went or changed parts since.
 */
export async function checkSplit(path: string, parts: Parts, data: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const [, ...then] = (text ?? '').trimEnd().split('\n');
  const now = rowsOf(parts);
  const [before, after] = [new Set(then), new Set(now)];
  const others = [...now.filter((row) => !before.has(row)), ...then.filter((row) => !after.has(row))];
  if (others.length === 0) return;
  const files = [...new Set(others.map((row) => row.split(',')[0]!))];
  throw new SerError(
    `The files in ${data} do not give the split of the run any more; new, gone or in another part: ${files.length}, such as ${files[0]} (${path}). ` +
      'The test part may hold what the models learned from. Bring the files back as they were, or train again.',
  );
}

/** Writes `split.csv` of a cross-validation: which file stood in which part of each fold. */
export function writeFoldSplits(path: string, folds: readonly Parts[]): Promise<void> {
  const rows = folds.flatMap((parts, fold) => rowsOf(parts).map((row) => `${row},${fold}`));
  return writeTable(path, `${HEADER},fold`, rows);
}

function rowsOf(parts: Parts): string[] {
  return PARTS.flatMap((part) =>
    parts[part].map((clip) => `${clip.name},${clip.recording.actor},${clip.recording.emotion},${part}`),
  );
}

function writeTable(path: string, header: string, rows: readonly string[]): Promise<void> {
  return writeFileAtomic(path, `${[header, ...rows].join('\n')}\n`);
}
