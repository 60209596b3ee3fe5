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
  const files = problems.length === 1 ? '1 file was' : `${problems.length} files were`;
  reporter.warn(`${files} left out:\n${problems.map(({ path, reason }) => `  ${path}: ${reason}`).join('\n')}`);
  return EXIT.incomplete;
}
