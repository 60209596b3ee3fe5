import type { Parts } from '../corpus/split-corpus.ts';
import { writeFileAtomic } from '../files/write-file.ts';

/** Writes `split.csv`: which file stood in which part. */
export function writeSplit(path: string, parts: Parts): Promise<void> {
  const rows = (['train', 'validation', 'test'] as const).flatMap((part) =>
    parts[part].map((clip) => `${clip.name},${clip.recording.actor},${clip.recording.emotion},${part}`),
  );
  return writeFileAtomic(path, `${['file,actor,emotion,part', ...rows].join('\n')}\n`);
}
