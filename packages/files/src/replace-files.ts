import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { sha256 } from './digest.ts';
import { FilesError } from './errors.ts';
import { fitShape } from './fit-shape.ts';
import { takeLock } from './lock.ts';
import { explainSystemError, reasonOf } from './reason-of.ts';
import { openSealedJson, sealJson } from './sealed-json.ts';
import { sweepTemporaryFiles } from './temporary-name.ts';
import { makeFolder, renameFile, writeFileAtomic } from './write-file.ts';

/** Bytes in memory of their own, as a Blob takes them; compilers before TypeScript 5.7 tell no difference. */
export type OwnedBytes = ReturnType<Uint8ArrayConstructor['of']>;

/** Folder of a replacement under way, inside the folder; its list is written last and removed last. */
const INCOMING = '.incoming';
const LIST = 'files.json';
/** Seconds that a second writer waits for the first. */
const WAIT = 60;
/** Looks at a folder that changes all the time before a reader gives up. */
const MOST_LOOKS = 200;

/** Options of {@link replaceFiles}. */
export interface ReplaceFilesOptions {
  /** Stops the waiting for another writer. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Replaces files of a folder all at once: a reader that uses {@link readFiles} sees all of the old ones or all of the new.
 *
 * The new files are written whole into `.incoming` inside the folder; a list of them with their digests, written last, is
 * the moment at which they count. Then each is renamed to its place, and the list is removed. Whoever reads in between, or
 * after a crash, takes the files that the list names from wherever they are. Every other file of the folder, and all beside
 * it, stay untouched. Two writers take turns.
 *
 * @param dir The folder; made with its parents.
 * @param files Content by name, without folders.
 * @throws {FilesError} `file` where it cannot be written; the old files are whole then. `locked` where another writer takes
 * longer than a minute; `invalid-option` for a name with a folder in it.
 */
export async function replaceFiles(
  dir: string,
  files: ReadonlyMap<string, Uint8Array>,
  { signal }: ReplaceFilesOptions = {},
): Promise<void> {
  const target = resolve(dir);
  for (const name of files.keys()) {
    if (isPlainName(name)) continue;
    throw new FilesError('invalid-option', `"${name}" must be a plain file name, without folders and not hidden.`, {
      received: name,
    });
  }
  await makeFolder(target);
  const lock = await takeLock(join(target, '.lock'), { holder: 'Another process', wait: WAIT, signal });
  const incoming = join(target, INCOMING);
  try {
    await sweepTemporaryFiles(target);
    // One that was interrupted is brought to its end first: its files count.
    const pending = await readList(target);
    if (pending) await settle(target, [...pending.keys()]);
    await rm(incoming, { recursive: true, force: true });
    await mkdir(incoming);
    for (const [name, bytes] of files) await writeFileAtomic(join(incoming, name), bytes);
    const list = Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)]));
    await syncFolder(incoming);
    await writeFileAtomic(join(incoming, LIST), sealJson({ files: list }));
    await settle(target, [...files.keys()]);
  } catch (cause) {
    if (FilesError.isInstance(cause)) throw cause;
    throw new FilesError('file', `Cannot write the folder ${target}: ${explainSystemError(cause)}.`, {
      received: target,
      cause,
    });
  } finally {
    // What no list names yet was never part of the folder.
    if ((await readList(target).catch(() => undefined)) === undefined)
      await rm(incoming, { recursive: true, force: true }).catch(() => {});
    await lock.release();
  }
}

/** Renames the files of a list to their places, then removes the list. */
async function settle(target: string, names: readonly string[]): Promise<void> {
  const incoming = join(target, INCOMING);
  for (const name of names) {
    await renameFile(join(incoming, name), join(target, name)).catch((error: NodeJS.ErrnoException) => {
      // An interrupted attempt had moved it already.
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await syncFolder(target);
  await rm(join(incoming, LIST), { force: true });
  await rm(incoming, { recursive: true, force: true });
}

/**
 * Reads files of a folder that {@link replaceFiles} may be replacing at this moment: all of one version.
 *
 * @param names Files to read; those that are not there are left out.
 * @default names all files of the folder that are not hidden
 * @throws {FilesError} `file` where the folder cannot be read; `damaged` where an interrupted replacement is not whole.
 */
export async function readFiles(dir: string, names?: readonly string[]): Promise<Map<string, OwnedBytes>> {
  const target = resolve(dir);
  for (let look = 0; look < MOST_LOOKS; look++) {
    try {
      const files = await readOnce(target, names);
      if (files) return files;
    } catch (cause) {
      if (FilesError.isInstance(cause)) throw cause;
      // A file that was moved between two steps; everything else is told.
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT' || !(await isFolder(target))) {
        throw new FilesError('file', `Cannot read the folder ${target}: ${reasonOf(cause)}.`, {
          received: target,
          cause,
        });
      }
    }
    await sleep(Math.min(50, look));
  }
  throw new FilesError('file', `Cannot read the folder ${target}: it is replaced again and again.`, {
    received: target,
  });
}

interface Seen {
  readonly path: string;
  readonly bytes: OwnedBytes;
  readonly stamp: string;
}

/** The files, if nothing changed while they were read. */
async function readOnce(target: string, names?: readonly string[]): Promise<Map<string, OwnedBytes> | undefined> {
  const before = await readList(target);
  const wanted = names ?? (await plainFiles(target, before));
  const seen = new Map<string, Seen>();
  for (const name of wanted) {
    const digest = before?.get(name);
    const incoming = digest === undefined ? undefined : await readOne(join(target, INCOMING, name));
    const file = incoming ?? (await readOne(join(target, name)));
    if (!file) continue;
    // While the list is there, its digests decide: a file of another version is one that was just moved or replaced.
    if (digest !== undefined && sha256(file.bytes) !== digest) {
      if (sameList(before, await readList(target))) throw interrupted(target, name);
      return undefined;
    }
    seen.set(name, file);
  }
  if (!sameList(before, await readList(target))) return undefined;
  for (const { path, stamp } of seen.values()) {
    // With a list, files move to their places while they are read, and the digests were compared.
    if (before === undefined && (await stampOf(path)) !== stamp) return undefined;
  }
  return new Map([...seen].map(([name, { bytes }]) => [name, bytes]));
}

/** Whether a name is one of a file in the folder itself, and not hidden. */
function isPlainName(name: string): boolean {
  return basename(name) === name && name !== '' && !/[\\/]/.test(name) && !name.startsWith('.');
}

async function plainFiles(target: string, list: ReadonlyMap<string, string> | undefined): Promise<string[]> {
  const entries = await readdir(target, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
  return [...new Set([...names.filter((name) => !name.endsWith('.tmp')), ...(list?.keys() ?? [])])].sort();
}

async function readOne(path: string): Promise<Seen | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const status = await file.stat({ bigint: true });
      if (!status.isFile()) throw new FilesError('file', `${path} is not a regular file.`, { received: path });
      return { path, bytes: await file.readFile(), stamp: stampIn(status) };
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

type Stamp = { readonly ino: bigint; readonly mtimeNs: bigint; readonly size: bigint };
const stampIn = ({ ino, mtimeNs, size }: Stamp): string => `${ino} ${mtimeNs} ${size}`;

async function stampOf(path: string): Promise<string | undefined> {
  return stat(path, { bigint: true }).then(stampIn, () => undefined);
}

/** Digests by name of a replacement that counts and is not at its end; undefined where there is none. */
async function readList(target: string): Promise<Map<string, string> | undefined> {
  const path = join(target, INCOMING, LIST);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const remedy = `Remove ${dirname(path)} and save again.`;
  const fit = fitShape(openSealedJson(text, { path, remedy }), listShape);
  if ('value' in fit) return new Map(Object.entries(fit.value.files));
  throw new FilesError('damaged', `${path} lists what no replacement does (${fit.problem}). ${remedy}`, {
    received: path,
  });
}

/** Digests by name. It decides what is put in place, and under which name. */
const listShape = v.object({ files: v.record(v.pipe(v.string(), v.check(isPlainName)), v.string()) });

function sameList(a: ReadonlyMap<string, string> | undefined, b: ReadonlyMap<string, string> | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every(([name, digest]) => b.get(name) === digest);
}

function interrupted(target: string, name: string): FilesError {
  return new FilesError(
    'damaged',
    `${join(target, name)} is not the file that the list in ${join(target, INCOMING)} names. Save the folder again.`,
    { received: join(target, name) },
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
}

/** Forces names to the disk, where folders can be synchronized. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
