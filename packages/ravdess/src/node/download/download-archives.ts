import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Lock, makeFolder, sweepTemporaryFiles, takeLock } from '@ser/files';
import { RavdessError } from '../../errors.ts';
import { ARCHIVE_BASE_URL, type Archive } from './archives.ts';
import { type ExtractEvent, extractArchive } from './extract-archive.ts';
import { asRavdessError, fileError } from './failures.ts';
import { type FetchEvent, fetchArchive } from './fetch-archive.ts';
import { readReceipt, writeReceipt } from './receipt.ts';

/** What happens to one archive. */
export type ArchiveEvent =
  | FetchEvent
  | ExtractEvent
  | {
      /** The archive's bytes are right; it is unpacked now. */
      readonly type: 'verified';
    }
  | {
      /** All recordings are in place. */
      readonly type: 'done';
      /** How many. */
      readonly files: number;
      /** Whether an earlier call had put them there, and nothing was fetched. */
      readonly cached: boolean;
      /** Recordings of the catalog that the archive does not hold. */
      readonly missing: readonly string[];
    };

/** Options of {@link downloadArchives}; see `DownloadCorpusOptions`. */
export interface DownloadArchivesOptions {
  readonly dir: string;
  readonly keepArchives?: boolean | undefined;
  readonly baseUrl?: string | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly retries?: number | undefined;
  readonly retryDelay?: number | undefined;
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Folder for unfinished archives, receipts and the lock; hidden, so that scans pass it over. */
const WORK_FOLDER = '.ravdess-download';

/** Downloads and unpacks archives one after the other, under a lock. */
export async function* downloadArchives<Name extends string>(
  archives: Iterable<readonly [Name, Archive]>,
  options: DownloadArchivesOptions,
): AsyncGenerator<ArchiveEvent & { readonly archive: Name }> {
  const folder = join(options.dir, WORK_FOLDER);
  const lock = await openFolder(folder).catch((cause) => {
    throw asRavdessError(cause);
  });
  try {
    for (const [name, archive] of archives) {
      options.signal?.throwIfAborted();
      for await (const event of downloadArchive(archive, folder, options)) yield { ...event, archive: name };
    }
  } catch (cause) {
    // The caller's own reason, wherever the signal was noticed.
    options.signal?.throwIfAborted();
    throw isSystemError(cause) ? fileError(`Cannot work in ${options.dir}`, cause) : cause;
  } finally {
    await lock.release();
  }
}

/** Makes the folder and keeps all others out of it. */
async function openFolder(folder: string): Promise<Lock> {
  await makeFolder(folder);
  await sweepTemporaryFiles(folder);
  return takeLock(join(folder, 'lock'), { holder: 'Another download' });
}

async function* downloadArchive(
  archive: Archive,
  folder: string,
  options: DownloadArchivesOptions,
): AsyncGenerator<ArchiveEvent> {
  const { dir, keepArchives = false, baseUrl = ARCHIVE_BASE_URL, fetch = globalThis.fetch, signal } = options;
  const { retries = 8, retryDelay = 1, timeout = 60 } = options;
  const zip = join(folder, archive.name);
  const present = await readReceipt(folder, archive, dir);
  if (present === undefined) {
    const url = `${baseUrl.replace(/\/$/, '')}/${encodeURIComponent(archive.name)}?download=1`;
    yield* fetchArchive(archive, { folder, url, fetch, retries, retryDelay, timeout, signal });
    yield { type: 'verified' };
    const sizes = yield* extractArchive(zip, archive, { dir, scratch: folder, signal });
    await writeReceipt(folder, archive, sizes);
    if (!keepArchives) await rm(zip, { force: true });
    const missing = [...archive.files].filter((path) => !sizes.has(path));
    yield { type: 'done', files: sizes.size, cached: false, missing };
    return;
  }
  if (!keepArchives) await rm(zip, { force: true });
  yield { type: 'done', files: present, cached: true, missing: [] };
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && !RavdessError.isInstance(error) && 'syscall' in error;
}
