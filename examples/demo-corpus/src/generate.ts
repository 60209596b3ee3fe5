import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { digestFile } from '@ser/files';
import type { VocalChannel } from '@ser/ravdess';
import { Piscina } from 'piscina';
import { DemoCorpusError } from './errors.ts';
import { type Manifest, readManifest, writeManifest } from './manifest.ts';
import { type CorpusItem, selectRecordings } from './selection.ts';
import type { VoicingTask } from './worker.ts';

/** Version of the sound: raise it whenever the same seed would give other bytes. */
const version = 1;
/** Unfinished files of a run that was killed are cleared away once nobody has touched them for this many milliseconds. */
const abandonedAfter = 600_000;
const unfinishedPrefix = '.unfinished-';
/** Milliseconds between two savings of the manifest. */
const saveInterval = 1000;
/** A worker takes a third of a second and 150 MB to start, so it must have something to do. */
const filesPerWorker = 6;
/** Files a worker is given ahead. Of many that wait, the pool takes the first ones last, and the progress would wait with them. */
const filesAhead = 4;

/** Options of {@link generateDemoCorpus}. */
export interface DemoCorpusOptions {
  /** Folder of the corpus; made if absent. Must be empty or hold a corpus made by this generator. */
  readonly dir: string;
  /** Number of speakers, 1 to 99; odd ones are male, even ones female. @default 24 */
  readonly actors?: number;
  /** Recordings of each speaker, evenly chosen, or all that RAVDESS has. @default 20 */
  readonly itemsPerActor?: number | 'all';
  /** Speech, song or both. @default ['speech'] */
  readonly channels?: readonly VocalChannel[];
  /** Integer; the same seed gives the same bytes, whatever the number of workers. @default 0 */
  readonly seed?: number;
  /** Worker threads, 1 or more. @default the number of cores */
  readonly workers?: number;
  /** Stops the work; what is finished stays and is reused by the next call. */
  readonly signal?: AbortSignal;
}

/** What {@link generateDemoCorpus} yields: one event a newly made file, and one at the start for those reused. */
export interface DemoCorpusEvent {
  readonly type: 'progress';
  /** Files that are ready, reused ones included. */
  readonly done: number;
  /** Files of the whole corpus. */
  readonly total: number;
  /** The file that became ready, below the corpus folder; null for the event that counts the reused ones. */
  readonly path: string | null;
}

/** What {@link generateDemoCorpus} returns. */
export interface DemoCorpusResult {
  /** Folder of the corpus. */
  readonly dir: string;
  /** Every file, below the folder, with slashes, sorted. */
  readonly files: readonly string[];
  /** How many of them were made by this call. */
  readonly generated: number;
  /** How many stood already. */
  readonly reused: number;
}

/**
 * Makes a corpus of synthetic emotional speech with the file names, folders and format of RAVDESS.
 *
 * The folder then holds exactly what was asked for: files of an earlier call with another seed, or beyond the choice, are
 * removed; files that this generator did not make are never touched. May be stopped at any moment (`signal`, leaving the
 * loop, ending the process): a file is either whole or absent, and the next call goes on.
 *
 * @throws {@link DemoCorpusError} `invalid-option`, `foreign-folder`, `file`; the reason of `signal` when it aborts.
 */
export async function* generateDemoCorpus({
  dir,
  actors = 24,
  itemsPerActor = 20,
  channels = ['speech'],
  seed = 0,
  workers = availableParallelism(),
  signal,
}: DemoCorpusOptions): AsyncGenerator<DemoCorpusEvent, DemoCorpusResult> {
  if (!Number.isSafeInteger(seed))
    throw new DemoCorpusError('invalid-option', `seed must be an integer. Received ${seed}.`);
  if (!Number.isInteger(workers) || workers < 1) {
    throw new DemoCorpusError('invalid-option', `workers must be a positive integer. Received ${workers}.`);
  }
  const items = selectRecordings({ actors, itemsPerActor, channels });
  signal?.throwIfAborted();

  const files = await prepareFolder(dir, seed, items);
  const manifest: Manifest = { generator: '@ser-examples/demo-corpus', version, seed, files };
  const missing = items.filter(({ path }) => files[path] === '');
  const reused = items.length - missing.length;
  const result = { dir, files: items.map(({ path }) => path), generated: missing.length, reused };
  let done = reused;
  if (reused > 0) yield { type: 'progress', done, total: items.length, path: null };
  if (missing.length === 0) return result;

  const unfinished = await mkdtemp(join(dir, unfinishedPrefix));
  const threads = Math.min(workers, Math.ceil(missing.length / filesPerWorker));
  const pool = new Piscina<VoicingTask, string>({
    filename: new URL('./worker.js', import.meta.url).href,
    name: 'voiceFile',
    minThreads: threads,
    maxThreads: threads,
  });
  const stop = (): void => void pool.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const voiced: Promise<string>[] = [];
    const voiceUpTo = (end: number): void => {
      for (const { path, recording } of missing.slice(voiced.length, end)) {
        const promise = pool.run({ dir, path, unfinished, seed, recording });
        // Those behind a failed one fail with the pool; nobody waits for them.
        promise.catch(() => undefined);
        voiced.push(promise);
      }
    };
    let saved = performance.now();
    for (const [i, { path }] of missing.entries()) {
      voiceUpTo(i + filesAhead * threads);
      try {
        files[path] = await voiced[i]!;
      } catch (cause) {
        signal?.throwIfAborted();
        throw new DemoCorpusError('file', `cannot make ${join(dir, path)}: ${(cause as Error).message}`, { cause });
      }
      if (performance.now() - saved > saveInterval) {
        await writeManifest(dir, manifest);
        saved = performance.now();
      }
      yield { type: 'progress', done: ++done, total: items.length, path };
    }
    return result;
  } finally {
    signal?.removeEventListener('abort', stop);
    await pool.destroy();
    await rm(unfinished, { recursive: true, force: true });
    await writeManifest(dir, manifest);
  }
}

/** Makes the folders, removes what does not belong, and tells the digest of every file that stands already as it was made. */
async function prepareFolder(dir: string, seed: number, items: readonly CorpusItem[]): Promise<Record<string, string>> {
  await mkdir(dir, { recursive: true });
  const present = await readdir(dir);
  const manifest = await readManifest(dir);
  if (manifest === null && present.some((name) => /^Actor_\d\d$/i.test(name))) {
    throw new DemoCorpusError(
      'foreign-folder',
      `${dir} holds Actor folders but no demo-corpus.json as this generator writes it, so they may be real recordings. Choose an empty folder, or remove this one.`,
    );
  }
  for (const name of present.filter((entry) => entry.startsWith(unfinishedPrefix))) {
    const path = join(dir, name);
    if (Date.now() - (await stat(path)).mtimeMs > abandonedAfter) await rm(path, { recursive: true, force: true });
  }

  const wanted = new Set(items.map(({ path }) => path));
  const sameSound = manifest?.version === version && manifest.seed === seed;
  const files = Object.fromEntries(items.map(({ path }) => [path, '']));
  for (const [path, digest] of Object.entries(manifest?.files ?? {})) {
    const found = await digestFile(join(dir, path)).catch(() => undefined);
    if (found === undefined) continue;
    if (wanted.has(path)) {
      if (sameSound && found === digest) files[path] = digest;
    } else if (found === digest || digest === '') await rm(join(dir, path), { force: true });
    else {
      throw new DemoCorpusError(
        'foreign-folder',
        `${join(dir, path)} was changed after it was made, and would be removed. Move it away, or choose an empty folder.`,
      );
    }
  }
  for (const folder of new Set(items.map(({ path }) => path.slice(0, 'Actor_NN'.length))))
    await mkdir(join(dir, folder), { recursive: true });
  // Written before the first file: from here on the folder, and every file to come, is known to be ours.
  await writeManifest(dir, { generator: '@ser-examples/demo-corpus', version, seed, files });
  return files;
}
