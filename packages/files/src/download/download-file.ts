import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DigestAlgorithm, digestFile } from '../digest.ts';
import { FilesError } from '../errors.ts';
import { takeLock } from '../lock.ts';
import { explainSystemError } from '../reason-of.ts';
import { makeFolder, renameFile } from '../write-file.ts';
import { TransientFailure, UnusablePart, WrongBytes } from './failures.ts';
import { type FetchPartOptions, fetchPart, type PartProgress, removePart, sizeOf } from './fetch-part.ts';
import { type SourceAddress, sourceAddress } from './source-address.ts';

/** Options of {@link downloadFile}. */
export interface DownloadFileOptions {
  /** Where the file is, `http:` or `https:`; a user name and password in it are sent as `Authorization` and never shown. */
  readonly url: string;
  /** Length that the file must have, in bytes, where it is known. */
  readonly bytes?: number | undefined;
  /**
   * Most bytes that are taken where the length is not known.
   *
   * @default 4 GiB
   */
  readonly maxBytes?: number | undefined;
  /** Digest that the file must have, in lower-case hexadecimal, where one is known. */
  readonly digest?: { readonly algorithm: DigestAlgorithm; readonly value: string } | undefined;
  /** Further request headers: a token. Never shown. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * What fetches: give one that knows your proxy, credentials or cache.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Failures in a row, without progress between them, that are borne. Bytes that had been fetched before are no progress.
   *
   * @default 8
   */
  readonly retries?: number | undefined;
  /**
   * Pause after the first failure, in seconds; it doubles with every failure in a row, up to a minute. A server's
   * `Retry-After` is honored where it asks for more.
   *
   * @default 1
   */
  readonly retryDelay?: number | undefined;
  /**
   * Longest silence of the server, in seconds.
   *
   * @default 60
   */
  readonly timeout?: number | undefined;
  /**
   * Times that a file with wrong bytes is fetched anew, those not counted that came in pieces: they may be of two versions.
   *
   * @default 1
   */
  readonly mismatches?: number | undefined;
  /** Stops the download; what came is kept. */
  readonly signal?: AbortSignal | undefined;
}

/** What happens while a file is fetched. */
export type DownloadFileEvent =
  | {
      /** Bytes came; about 200 such events for a file of known length. */
      readonly type: 'progress';
      /** Bytes that are on disk. */
      readonly received: number;
      /** Bytes that the file has, where that is known. */
      readonly total: number | undefined;
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

/** Longest pause of our own, in seconds. */
const LONGEST_DELAY = 60;
/** Longest pause that a server may ask for, in seconds; beyond it a person should decide. */
const LONGEST_WAIT = 600;
/** Bytes after which an attempt counts as one that got somewhere; less would let a trickle go on for ever. */
const PROGRESS = 1 << 16;
/** Events of a file, and steps of progress that excuse a failure, at most about. */
const STEPS = 256;
/** Seconds to wait for another process that fetches the same file. */
const LONGEST_LOCK = 24 * 3600;

/**
 * Fetches a file, goes on where an earlier attempt or process stopped, and checks its length and digest.
 *
 * The bytes go to `path.part`; the file appears under its name when it is complete and right, not before. A file that is
 * there and right is left alone. Of two that fetch the same file, one waits for the other.
 *
 * @throws {FilesError} `network` where the server refuses or keeps failing, `checksum` where it gives other bytes, `file`
 * where the disk fails, `invalid-option` for an address or option that is none; the signal's reason.
 */
export async function* downloadFile(path: string, options: DownloadFileOptions): AsyncGenerator<DownloadFileEvent> {
  const source = sourceAddress(options.url);
  checkOptions(options);
  const { signal } = options;
  signal?.throwIfAborted();
  await makeFolder(dirname(path));
  const lock = await takeLock(`${path}.lock`, { holder: 'Another download', wait: LONGEST_LOCK, signal });
  try {
    yield* fetchWhole(path, source, options);
  } catch (cause) {
    signal?.throwIfAborted();
    if (FilesError.isInstance(cause)) throw cause;
    throw new FilesError('file', `Cannot fetch into ${path}: ${explainSystemError(cause)}.`, { received: path, cause });
  } finally {
    await lock.release();
  }
}

async function* fetchWhole(
  path: string,
  source: SourceAddress,
  options: DownloadFileOptions,
): AsyncGenerator<DownloadFileEvent> {
  const { bytes, retries = 8, retryDelay = 1, mismatches = 1, signal } = options;
  if (await isThere(path, options)) return;
  const part = `${path}.part`;
  let [failures, wrong, furthest] = [0, 0, await sizeOf(part)];
  while (true) {
    const before = await sizeOf(part);
    try {
      if (before > (bytes ?? Number.POSITIVE_INFINITY)) throw new UnusablePart(`${part} is longer than the file`);
      if (before === 0 || before !== bytes) yield* told(fetchPart(part, partOptions(source, options)), bytes);
      await check(part, options);
      await settle(part, path);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof TransientFailure)) throw error;
      const reached = await sizeOf(part);
      // What was thrown away and fetched again is no progress: a server could go on like that for ever.
      const step = Math.max(PROGRESS, (bytes ?? 0) / STEPS);
      failures = reached - furthest >= step ? 1 : failures + 1;
      furthest = Math.max(furthest, reached);
      if (error instanceof UnusablePart || error instanceof WrongBytes) await removePart(part);
      // What came in several answers may be of several versions; one that came at once is simply wrong.
      if (error instanceof WrongBytes && before === 0 && ++wrong > mismatches)
        throw wrongBytes(path, source, options, error);
      if (failures > retries || (error.wait ?? 0) > LONGEST_WAIT) throw givenUp(path, failures, error);
      const delay = Math.max(error.wait ?? 0, Math.min(LONGEST_DELAY, retryDelay * 2 ** (failures - 1)));
      yield { type: 'retry', attempt: failures, delay, reason: error.message };
      await sleep(delay * 1000, undefined, { signal });
    }
  }
}

async function isThere(path: string, { bytes, digest, signal }: DownloadFileOptions): Promise<boolean> {
  if (bytes === undefined && digest === undefined) return (await sizeOf(path)) > 0;
  if (bytes !== undefined && (await sizeOf(path)) !== bytes) return false;
  if (digest === undefined) return true;
  return (await digestFile(path, digest.algorithm, signal).catch(() => undefined)) === digest.value;
}

function partOptions(
  source: SourceAddress,
  {
    fetch = globalThis.fetch,
    headers = {},
    timeout = 60,
    bytes,
    maxBytes = 2 ** 32,
    digest,
    signal,
  }: DownloadFileOptions,
): FetchPartOptions {
  return { source, fetch, headers, timeout, bytes, maxBytes, isVerified: digest !== undefined, signal };
}

/** Chunks are too small to tell of each. */
async function* told(
  steps: AsyncGenerator<PartProgress>,
  bytes: number | undefined,
): AsyncGenerator<DownloadFileEvent> {
  let last = Number.NEGATIVE_INFINITY;
  let unsaid: PartProgress | undefined;
  for await (const step of steps) {
    unsaid = step;
    const least = step.total === undefined ? PROGRESS : step.total / STEPS;
    if (step.received !== bytes && step.received - last < least) continue;
    last = step.received;
    unsaid = undefined;
    yield { type: 'progress', ...step };
  }
  if (unsaid) yield { type: 'progress', ...unsaid };
}

async function check(part: string, { digest, bytes, signal }: DownloadFileOptions): Promise<void> {
  const size = await sizeOf(part);
  if (bytes !== undefined && size !== bytes) throw new WrongBytes(`it has ${size} bytes instead of ${bytes}`);
  if (digest === undefined) return;
  const found = await digestFile(part, digest.algorithm, signal);
  if (found === digest.value) return;
  const name = digest.algorithm === 'md5' ? 'MD5' : 'SHA-256';
  throw new WrongBytes(`the ${name} is ${found} instead of ${digest.value}`);
}

/** To disk first and then renamed: a power cut leaves the part or the whole. */
async function settle(part: string, path: string): Promise<void> {
  const file = await open(part, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await renameFile(part, path);
  await removePart(part);
}

function wrongBytes(path: string, source: SourceAddress, { digest }: DownloadFileOptions, cause: Error): FilesError {
  return new FilesError(
    'checksum',
    `${source.shown} does not give ${basename(path)}: ${cause.message}. What came was removed. ` +
      'The source may have changed, or something between may alter it.',
    { allowed: digest?.value, cause },
  );
}

function givenUp(path: string, failures: number, cause: TransientFailure): FilesError {
  const asked = cause.wait === undefined ? '' : `, and asks to wait ${Math.ceil(cause.wait)} s`;
  return new FilesError(
    'network',
    `${basename(path)} could not be fetched: ${cause.message}${asked} (failure ${failures} in a row). ` +
      'What came is kept: call again to go on from there.',
    { cause },
  );
}

function checkOptions(options: DownloadFileOptions): void {
  const { bytes = 1, maxBytes = 1, retries = 0, retryDelay = 0, timeout = 1, mismatches = 0, digest } = options;
  const lengths = { md5: 32, sha256: 64 };
  const hex = digest === undefined || new RegExp(`^[0-9a-f]{${lengths[digest.algorithm]}}$`).test(digest.value);
  const rules = [
    ['bytes', bytes, Number.isSafeInteger(bytes) && bytes > 0, 'a whole number above 0'],
    ['maxBytes', maxBytes, maxBytes > 0, 'above 0'],
    ['retries', retries, Number.isInteger(retries) && retries >= 0, 'a whole number, 0 or more'],
    ['retryDelay', retryDelay, retryDelay >= 0 && retryDelay <= 60, 'from 0 to 60 seconds'],
    ['timeout', timeout, timeout > 0 && timeout <= 86_400, 'above 0 and at most 86400 seconds'],
    ['mismatches', mismatches, Number.isInteger(mismatches) && mismatches >= 0, 'a whole number, 0 or more'],
    ['digest', digest?.value, hex, 'lower-case hexadecimal of the right length'],
  ] as const;
  for (const [field, value, holds, allowed] of rules) {
    if (holds) continue;
    const received = String(value);
    throw new FilesError('invalid-option', `${field} must be ${allowed}; received ${received}.`, { received, allowed });
  }
}
