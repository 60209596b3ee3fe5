import { printable } from '@ser/files';
import type { Reporter } from '../terminal/reporter.ts';

/** Recordings that are warned of one by one; the others are counted. */
const MOST_WARNINGS = 5;

/** A recording that gave sound although something is wrong with it. */
export interface Damaged {
  readonly file: string;
  readonly complaint?: string | undefined;
}

/** Warns of recordings that are damaged, of each once: what is said of them is of what is there. */
export function warnOfDamage(results: readonly Damaged[], reporter: Reporter): void {
  const damaged = new Map(
    results.flatMap(({ file, complaint }) => (complaint === undefined ? [] : [[file, complaint]])),
  );
  for (const [file, complaint] of [...damaged].slice(0, MOST_WARNINGS))
    reporter.warn(`${printable(file)} is damaged: ${complaint}. What is said of it is of what is there.`);
  if (damaged.size > MOST_WARNINGS)
    reporter.warn(`${damaged.size - MOST_WARNINGS} more recordings are damaged, as "complaint" of --json tells.`);
}
