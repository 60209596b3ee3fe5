import { stat } from 'node:fs/promises';
import { isAudioFile } from '@ser/corpora';
import { reasonOf, walkFiles } from '@ser/files';
import type { Problem } from '../stages/features/compute-features.ts';

/** The files that were named, and the audio files in any layout below the folders that were named, by name; what is not there is a problem. */
export async function findWavFiles(paths: readonly string[]): Promise<{ files: string[]; problems: Problem[] }> {
  const files: string[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    try {
      const status = await stat(path);
      if (status.isFile()) files.push(path);
      else if (!status.isDirectory()) problems.push({ path, reason: 'it is not a regular file' });
      else {
        const found = await walkFiles(path, { accept: isAudioFile });
        if (found.files.length === 0) problems.push({ path, reason: 'the folder holds no audio file' });
        files.push(...found.files.map((file) => file.path));
        problems.push(...found.problems.map((one) => ({ path: one.path, reason: `it ${one.reason}` })));
      }
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      const reason = code === 'ENOENT' ? 'there is no such file' : `it cannot be read: ${reasonOf(cause)}`;
      problems.push({ path, reason });
    }
  }
  return { files: [...new Set(files)], problems };
}
