import type { Parts } from '../corpus/split-corpus.ts';
import { writeFileAtomic } from '../files/write-file.ts';

const PARTS = ['train', 'validation', 'test'] as const;

/** Writes `split.csv`: which file stood in which part. */
export function writeSplit(path: string, parts: Parts): Promise<void> {
  return writeTable(path, 'file,actor,emotion,part', rowsOf(parts));
}

/** Writes `split.csv` of a cross-validation: which file stood in which part of each fold. */
export function writeFoldSplits(path: string, folds: readonly Parts[]): Promise<void> {
  const rows = folds.flatMap((parts, fold) => rowsOf(parts).map((row) => `${row},${fold}`));
  return writeTable(path, 'file,actor,emotion,part,fold', rows);
}

function rowsOf(parts: Parts): string[] {
  return PARTS.flatMap((part) =>
    parts[part].map((clip) => `${clip.name},${clip.recording.actor},${clip.recording.emotion},${part}`),
  );
}

function writeTable(path: string, header: string, rows: readonly string[]): Promise<void> {
  return writeFileAtomic(path, `${[header, ...rows].join('\n')}\n`);
}
