import type { CorpusFile, CorpusProblem } from './corpus-entry.ts';
import { scanCorpus } from './scan-corpus.ts';
import type { ScanCorpusOptions } from './scan-corpus-options.ts';

/** What {@link readCorpus} collects. */
export interface Corpus {
  /** The recordings, in the order of their file names. */
  readonly files: CorpusFile[];
  /** Duplicates, derived, unknown and unreadable files. */
  readonly problems: CorpusProblem[];
}

/**
 * Scans a folder as `scanCorpus` does, and collects recordings and problems.
 *
 * @throws RavdessError as `scanCorpus` does.
 */
export async function readCorpus(dir: string, options: ScanCorpusOptions = {}): Promise<Corpus> {
  const corpus: Corpus = { files: [], problems: [] };
  for await (const entry of scanCorpus(dir, options)) {
    if (entry.kind === 'recording') corpus.files.push(entry);
    else corpus.problems.push(entry);
  }
  return corpus;
}
