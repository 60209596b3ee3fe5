import { type FileHandle, open, stat } from 'node:fs/promises';
import { RavdessError } from '../../errors.ts';
import type { Archive } from './archives.ts';
import { fileError, reasonOf, statusFailure, TransientFailure, UnusablePart, WrongBytes } from './failures.ts';
import { readWithTimeout } from './read-with-timeout.ts';

/** How to reach the source. */
export interface FetchPartOptions {
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  /** Longest silence, in seconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/**
 * One attempt to fetch the rest of an archive: appends to what is there, and yields how many bytes are there so far.
 *
 * Asks for the missing range. A server that answers with the whole file is believed, and the part begins anew; one that
 * answers with another range, or sends more than the archive has, is not.
 *
 * @throws TransientFailure where another attempt may succeed, RavdessError `network` or `file` where it cannot.
 */
export async function* fetchPart(part: string, archive: Archive, options: FetchPartOptions): AsyncGenerator<number> {
  const { url, timeout, signal } = options;
  const present = await sizeOf(part);
  const response = await request(present, options);
  const refusal = refusalOf(response, present, archive, url);
  if (refusal !== undefined || response.body === null) {
    await response.body?.cancel().catch(() => {});
    throw refusal ?? new TransientFailure(`${url} answered with nothing`);
  }
  const resumes = response.status === 206;
  let received = resumes ? present : 0;
  const file = await open(part, resumes ? 'a' : 'w');
  try {
    yield received;
    for await (const chunk of readWithTimeout(response.body, timeout)) {
      signal?.throwIfAborted();
      if (received + chunk.length > archive.bytes) {
        throw new WrongBytes(`${url} sent more than the ${archive.bytes} bytes of the archive`);
      }
      await append(file, chunk, part);
      received += chunk.length;
      yield received;
      // Whatever the headers announced: this is all, and its MD5 will tell.
      if (received === archive.bytes) return;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof TransientFailure || RavdessError.isInstance(cause)) throw cause;
    throw new TransientFailure(`the connection broke at byte ${received}: ${reasonOf(cause)}`, { cause });
  } finally {
    await file.close();
  }
  if (received < archive.bytes)
    throw new TransientFailure(`the connection ended at byte ${received} of ${archive.bytes}`);
}

async function request(present: number, { url, fetch, timeout, signal }: FetchPartOptions): Promise<Response> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error(`no answer within ${timeout} s`)), timeout * 1000);
  // The body outlives the timer: once the answer is there, readWithTimeout watches it.
  const stop = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  try {
    return await fetch(url, {
      headers: { 'accept-encoding': 'identity', ...(present > 0 ? { range: `bytes=${present}-` } : {}) },
      signal: stop,
    });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new TransientFailure(`no answer from ${url}: ${reasonOf(cause)}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** Why an answer cannot be used, if so. */
function refusalOf(response: Response, present: number, archive: Archive, url: string): Error | undefined {
  if (response.status === 416) return new UnusablePart(`${url} refuses to go on at byte ${present}`);
  if (response.status !== 200 && response.status !== 206) return statusFailure(response, url, Date.now());
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    return new TransientFailure(`${url} answered with a web page instead of the archive`);
  }
  if (response.status === 206) {
    const range = response.headers.get('content-range') ?? '';
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? [];
    if (Number(start) !== present || (total !== '*' && Number(total) !== archive.bytes)) {
      return new UnusablePart(`${url} answered with the range "${range}" instead of ${present}- of ${archive.bytes}`);
    }
  }
  return undefined;
}

async function append(file: FileHandle, chunk: Uint8Array, path: string): Promise<void> {
  try {
    await file.writeFile(chunk);
  } catch (cause) {
    throw fileError(`Cannot write ${path}`, cause);
  }
}

/** Length of a file in bytes; 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
