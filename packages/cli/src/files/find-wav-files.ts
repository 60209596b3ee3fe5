import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../stages/features/compute-features.ts';

/** The files that were named, and the WAV files in any layout below the folders that were named, by name; what is not there is a problem. */
export async function findWavFiles(paths: readonly string[]): Promise<{ files: string[]; problems: Problem[] }> {
  const files: string[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    try {
      if (!(await stat(path)).isDirectory()) {
        files.push(path);
        continue;
      }
      const names = (await readdir(path, { recursive: true })).filter((name) => /\.wav$/i.test(name)).sort();
      if (names.length === 0) problems.push({ path, reason: 'the folder holds no WAV file' });
      files.push(...names.map((name) => join(path, name)));
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      problems.push({ path, reason: code === 'ENOENT' ? 'there is no such file' : `it cannot be read: ${message}` });
    }
  }
  return { files: [...new Set(files)], problems };
}
