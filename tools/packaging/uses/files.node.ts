// What an application does with @ser/files: replaced files, a walk, a lock, a sealed file, printable words.
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FilesError,
  openSealedJson,
  printable,
  readFiles,
  replaceFiles,
  sealJson,
  takeLock,
  walkFiles,
} from '@ser/files';

const codeOf = (error: unknown): string => (FilesError.isInstance(error) ? error.code : String(error));

export async function use(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'files-'));
  try {
    const kept = join(folder, 'kept');
    await replaceFiles(kept, new Map(['a', 'b'].map((name) => [name, new TextEncoder().encode(name)])));
    await symlink('.', join(kept, 'round'), 'junction').catch(() => {});
    const { files } = await walkFiles(folder);
    const lock = await takeLock(join(folder, 'lock'));
    const locked = await takeLock(join(folder, 'lock')).catch(codeOf);
    await lock.release();
    let sealed = 'unnoticed';
    try {
      openSealedJson(sealJson({ seed: 1 }).replace('1', '2'), { path: 'run.json', remedy: 'Start anew.' });
    } catch (error) {
      sealed = codeOf(error);
    }
    const walked = files.map(({ relativePath }) => relativePath);
    return { replaced: [...(await readFiles(kept)).keys()], walked, locked, sealed, shown: printable('x\x1b') };
  } finally {
    await rm(folder, { recursive: true });
  }
}
