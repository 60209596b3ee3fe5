import { printable } from '@ser/files';
import { EXIT } from '../errors.ts';
import { csvLine } from '../files/csv.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import type { RunFolder } from '../run-folder.ts';
import type { Reporter } from '../terminal/reporter.ts';
import type { Problem } from './features/compute-features.ts';

/** Lists the files that were left out on stderr and, with a run folder, in `left-out.csv`; returns the exit code that says so. */
export async function reportLeftOut(
  problems: readonly Problem[],
  reporter: Reporter,
  folder?: RunFolder,
): Promise<number> {
  if (folder) {
    const rows = problems.map(({ path, reason }) => csvLine([path, reason]));
    await writeFileAtomic(folder.leftOut, `${['path,reason', ...rows].join('\n')}\n`);
  }
  if (problems.length === 0) return EXIT.ok;
  reporter.warn(`${countOf(problems)} left out:\n${listProblems(problems, folder?.leftOut)}`);
  return EXIT.incomplete;
}

function countOf({ length }: readonly Problem[]): string {
  return length === 1 ? '1 file was' : `${length} files were`;
}

/** Files that are named one by one; of more, as many stand for all, with a count of each reason. */
const MOST_NAMED = 20;
const MOST_REASONS = 10;

/**
 * Problems for a person, a line each; of thousands, the first ones and how often each reason occurs.
 *
 * @param all File that names them all.
 */
export function listProblems(problems: readonly Problem[], all?: string): string {
  const lines = problems.slice(0, MOST_NAMED).map(({ path, reason }) => `  ${printable(path)}: ${printable(reason)}`);
  if (problems.length <= MOST_NAMED) return lines.join('\n');
  const counts = new Map<string, number>();
  for (const { path, reason } of problems) {
    // A reason may name its file.
    const kind = reason.replaceAll(path, 'it');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([, a], [, b]) => b - a);
  const others = kinds.slice(MOST_REASONS).reduce((sum, [, count]) => sum + count, 0);
  return [
    ...lines,
    `  and ${problems.length - MOST_NAMED} more${all === undefined ? '' : `, all in ${printable(all)}`}. Reasons:`,
    ...kinds.slice(0, MOST_REASONS).map(([kind, count]) => `  ${count} × ${printable(kind)}`),
    ...(others > 0 ? [`  ${others} × others`] : []),
  ].join('\n');
}
