import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RavdessError } from '../../errors.ts';
import type { Archive } from './archives.ts';
import { TransientFailure, UnusablePart, WrongBytes } from './failures.ts';
import { type FetchPartOptions, fetchPart, sizeOf } from './fetch-part.ts';
import { md5File } from './md5-file.ts';

/** What happens while an archive is fetched. */
export type FetchEvent =
  | {
      /** Bytes came. */
      readonly type: 'progress';
      /** Bytes that are on disk. */
      readonly received: number;
      /** Bytes that the archive has. */
      readonly total: number;
    }
  | {
      /** An attempt failed; the next begins after a pause. */
      readonly type: 'retry';
      /** Failures in a row. */
      readonly attempt: number;
      /** Pause, in seconds. */
      readonly delay: number;
      /** What went wrong. */
      readonly reason: string;
    };

/** Options of {@link fetchArchive}. */
export interface FetchArchiveOptions extends FetchPartOptions {
  /** Folder of the archive and of its unfinished part. */
  readonly folder: string;
  /** Failures in a row that are borne. */
  readonly retries: number;
  /** First pause, in seconds. */
  readonly retryDelay: number;
}

/** Longest pause of our own, in seconds. */
const LONGEST_DELAY = 60;
/** Longest pause that a server may ask for, in seconds; beyond it a person should decide. */
const LONGEST_WAIT = 600;
/** Bytes after which an attempt counts as one that got somewhere; less would let a trickle go on for ever. */
const PROGRESS = 1 << 16;
/** Progress events of an archive, about: chunks are too small to tell of each. */
const PROGRESS_EVENTS = 200;
/** Downloads of wrong bytes that are borne: the first may come from a part that another version left behind. */
const MISMATCHES = 1;

/**
 * Fetches an archive into the folder, goes on where an earlier attempt or process stopped, and checks length and MD5.
 *
 * The archive appears under its name when it is complete and right, not before.
 *
 * @throws RavdessError `network`, `checksum` or `file`.
 */
export async function* fetchArchive(archive: Archive, options: FetchArchiveOptions): AsyncGenerator<FetchEvent> {
  const { folder, retries, retryDelay, signal } = options;
  const target = join(folder, archive.name);
  const part = `${target}.part`;
  if ((await sizeOf(target)) === archive.bytes && (await md5File(target, signal)) === archive.md5) return;
  await rm(target, { force: true });

  let failures = 0;
  let mismatches = 0;
  while (true) {
    const before = await sizeOf(part);
    try {
      if (before > archive.bytes) throw new UnusablePart(`${part} is longer than the archive`);
      if (before < archive.bytes) {
        let told = Number.NEGATIVE_INFINITY;
        for await (const received of fetchPart(part, archive, options)) {
          if (received !== archive.bytes && received - told < archive.bytes / PROGRESS_EVENTS) continue;
          told = received;
          yield { type: 'progress', received, total: archive.bytes };
        }
      }
      const md5 = await md5File(part, signal);
      if (md5 !== archive.md5) throw new WrongBytes(`the MD5 is ${md5} instead of ${archive.md5}`);
      await settle(part, target);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof TransientFailure)) throw error;
      const progress = (await sizeOf(part)) - before;
      if (error instanceof UnusablePart || error instanceof WrongBytes) await rm(part, { force: true });
      if (error instanceof WrongBytes && ++mismatches > MISMATCHES) throw wrongBytes(archive, options.url, error);
      failures = progress >= PROGRESS ? 1 : failures + 1;
      if (failures > retries || (error.wait ?? 0) > LONGEST_WAIT) throw givenUp(archive, failures, error);
      const delay = Math.max(error.wait ?? 0, Math.min(LONGEST_DELAY, retryDelay * 2 ** (failures - 1)));
      yield { type: 'retry', attempt: failures, delay, reason: error.message };
      await sleep(delay * 1000, undefined, { signal });
    }
  }
}

/** To disk first and then renamed: a power cut leaves the part or the whole. */
async function settle(part: string, target: string): Promise<void> {
  const file = await open(part, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, target);
}

function wrongBytes(archive: Archive, url: string, cause: Error): RavdessError {
  return new RavdessError(
    'checksum',
    `${url} does not give ${archive.name}: ${cause.message}. It was fetched anew without success and removed. ` +
      'The source may have changed, or something between may alter it.',
    { allowed: archive.md5, cause },
  );
}

function givenUp(archive: Archive, failures: number, cause: TransientFailure): RavdessError {
  const asked = cause.wait === undefined ? '' : `, and asks to wait ${Math.ceil(cause.wait)} s`;
  return new RavdessError(
    'network',
    `${archive.name} could not be fetched: ${cause.message}${asked} (failure ${failures} in a row). ` +
      'What came is kept: call again to go on from there.',
    { cause },
  );
}
