import { rename, rm, writeFile } from 'node:fs/promises';
import { threadId } from 'node:worker_threads';
import { DspError } from '../errors.ts';

let written = 0;

/**
 * Writes beside `path` and renames, so that a reader sees the old file or the whole new one.
 *
 * @throws {DspError} `file`, with the reason as `cause`; nothing is left behind then.
 */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}-${threadId}-${written++}.tmp`;
  try {
    await writeFile(beside, bytes, { flag: 'wx' });
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new DspError(
      'file',
      `cannot write ${path}: ${(cause as Error).message}. Check that the folder exists and may be written.`,
      {
        cause,
      },
    );
  }
}
