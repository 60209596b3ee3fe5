import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ModelsError } from '../errors.ts';

/** How far a download has come. */
export interface DownloadProgress {
  readonly url: string;
  /** Bytes on disk, those of an earlier, interrupted attempt included. */
  readonly received: number;
  /** Bytes in all, where the server says. */
  readonly total: number | undefined;
}

/** Settings of {@link downloadFile}. */
export interface DownloadFileOptions {
  readonly url: string;
  /** MD5 that the file must have, 32 hexadecimal digits. */
  readonly md5: string;
  /** Stops the download; what has arrived is kept for the next attempt. */
  readonly signal?: AbortSignal;
  /** @default the global `fetch` */
  readonly fetch?: typeof globalThis.fetch;
  /** Called for every piece that arrives. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /**
   * Milliseconds before the first retry; doubled for each further one.
   * @default 1000
   */
  readonly retryDelay?: number;
  /**
   * Milliseconds without a byte after which the connection counts as lost.
   * @default 60000
   */
  readonly idleTimeout?: number;
}

/** Attempts that may fail for a reason that passes: a lost connection, a busy server. */
const attempts = 5;

/**
 * Downloads a file to `path`, going on where an interrupted download stopped. The bytes go to `path.part`, which takes
 * the final name once its MD5 is right: `path` is whole or not there.
 *
 * @throws ModelsError `download` when the server refuses, keeps failing or sends a file with another MD5; the signal's
 * reason when it aborts.
 */
export async function downloadFile(path: string, options: DownloadFileOptions): Promise<void> {
  const { url, md5, signal, retryDelay = 1000 } = options;
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  let cause: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    signal?.throwIfAborted();
    if (attempt > 0) await wait(retryDelay * 2 ** (attempt - 1), undefined, { signal });
    try {
      const resumed = await receive(part, options);
      const received = await hashOf(part);
      if (received === md5) {
        await rename(part, path);
        return;
      }
      await rm(part, { force: true });
      const mismatch = `The file at ${url} has the MD5 ${received}; expected is ${md5}`;
      // The part on disk may have been of another version; a file that came in one piece is simply wrong.
      if (!resumed) throw new ModelsError('download', `${mismatch}. It was deleted.`);
      cause = new Error(mismatch);
    } catch (error) {
      signal?.throwIfAborted();
      if (ModelsError.isInstance(error)) throw error;
      cause = error;
    }
  }
  throw new ModelsError(
    'download',
    `${url} could not be downloaded in ${attempts} attempts (${String(cause)}). ` +
      'What has arrived is kept; call again to go on, or place the file yourself and pass its path.',
    { cause },
  );
}

/** Appends what is missing to the part on disk; tells whether there was something before. */
async function receive(part: string, options: DownloadFileOptions): Promise<boolean> {
  const { url, signal, fetch = globalThis.fetch, onProgress, idleTimeout = 60_000 } = options;
  const have = (await stat(part).catch(() => undefined))?.size ?? 0;
  const idle = new AbortController();
  const lost = (): void => idle.abort(new Error(`no data for ${idleTimeout} ms`));
  let timer = setTimeout(lost, idleTimeout);
  try {
    const response = await fetch(url, {
      headers: have > 0 ? { range: `bytes=${have}-` } : {},
      signal: signal ? AbortSignal.any([signal, idle.signal]) : idle.signal,
    });
    const resumed = response.status === 206;
    if (response.status === 416) {
      // Nothing beyond what we have: either all has arrived, or the part is of another file; the hash decides.
      await response.body?.cancel();
      return true;
    }
    if (!response.ok || !response.body) throw refusal(response, url);
    const start = resumed ? have : 0;
    if (resumed && !response.headers.get('content-range')?.startsWith(`bytes ${have}-`)) {
      throw new Error(`the server sent "${response.headers.get('content-range')}" where bytes ${have}- were asked for`);
    }
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    // A compressed transfer counts other bytes than those that arrive here.
    const isPlain = !response.headers.get('content-encoding');
    const total = isPlain && Number.isFinite(length) ? start + length : undefined;
    const file = await open(part, resumed ? 'a' : 'w');
    let received = start;
    try {
      for await (const chunk of response.body) {
        clearTimeout(timer);
        timer = setTimeout(lost, idleTimeout);
        await file.writeFile(chunk);
        received += chunk.length;
        onProgress?.({ url, received, total });
      }
    } finally {
      await file.close();
    }
    if (total !== undefined && received < total) throw new Error(`only ${received} of ${total} bytes arrived`);
    return resumed;
  } finally {
    clearTimeout(timer);
  }
}

/** A refusal that passes is an ordinary error, to be tried again; a final one is typed. */
function refusal({ status, statusText }: Response, url: string): Error {
  const text = `${url} answered ${status} ${statusText}`;
  const passes = status >= 500 || status === 408 || status === 429;
  return passes ? new Error(text) : new ModelsError('download', `${text}. Is the address reachable from this machine?`);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
