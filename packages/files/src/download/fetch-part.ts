import { type FileHandle, open, readFile, rm, stat } from 'node:fs/promises';
import { FilesError } from '../errors.ts';
import { explainSystemError, reasonOf } from '../reason-of.ts';
import { writeFileAtomic } from '../write-file.ts';
import { statusFailure, TransientFailure, UnusablePart, WrongBytes } from './failures.ts';
import { readWithTimeout } from './read-with-timeout.ts';
import type { SourceAddress } from './source-address.ts';

/** How to reach the source, and how much may come. */
export interface FetchPartOptions {
  readonly source: SourceAddress;
  readonly fetch: typeof globalThis.fetch;
  readonly headers: Readonly<Record<string, string>>;
  /** Longest silence, in seconds. */
  readonly timeout: number;
  /** Length that the file must have, where it is known. */
  readonly bytes: number | undefined;
  /** Most bytes that are taken. */
  readonly maxBytes: number;
  /** Whether a digest will tell if the part is whole and right. */
  readonly isVerified: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** How far an attempt is. */
export interface PartProgress {
  /** Bytes on disk. */
  readonly received: number;
  /** Bytes of the whole, where the caller or the server says. */
  readonly total: number | undefined;
}

/**
 * One attempt to fetch the rest of a file: appends to what is there, and yields how many bytes are there so far.
 *
 * Asks for the missing range of the very version that the part is of, where the server named one. A server that answers with
 * the whole file is believed, and the part begins anew; one that answers with another range, another version, or more than
 * the file may have, is not.
 *
 * @throws TransientFailure where another attempt may succeed, FilesError `network` or `file` where it cannot.
 */
export async function* fetchPart(part: string, options: FetchPartOptions): AsyncGenerator<PartProgress> {
  const { source, timeout, signal, bytes, maxBytes } = options;
  const present = await sizeOf(part);
  const version = present > 0 ? await readFile(versionPath(part), 'utf8').catch(() => undefined) : undefined;
  const response = await request(present, version, options);
  const refusal = refusalOf(response, present, version, options);
  if (refusal !== undefined || response.body === null) {
    await response.body?.cancel().catch(() => {});
    if (response.status === 416 && bytes === undefined && mayBeAll(response, present, options)) return;
    throw refusal ?? new TransientFailure(`${source.shown} answered with nothing`);
  }
  const resumes = response.status === 206;
  if (!resumes) await keepVersion(part, response);
  let received = resumes ? present : 0;
  const total = bytes ?? announced(response, received);
  const file = await open(part, resumes ? 'a' : 'w').catch((cause) => {
    throw cannotWrite(part, cause);
  });
  try {
    yield { received, total };
    for await (const chunk of readWithTimeout(response.body, timeout)) {
      signal?.throwIfAborted();
      if (received + chunk.length > (bytes ?? maxBytes)) {
        throw new WrongBytes(`${source.shown} sent more than the ${bytes ?? maxBytes} bytes that the file may have`);
      }
      await append(file, chunk, part);
      received += chunk.length;
      yield { received, total };
      // Whatever the headers announced: this is all, and its digest will tell.
      if (received === bytes) return;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof TransientFailure || FilesError.isInstance(cause)) throw cause;
    throw new TransientFailure(`the connection broke at byte ${received}: ${source.hide(reasonOf(cause))}`, { cause });
  } finally {
    await file.close();
  }
  if (total !== undefined && received < total)
    throw new TransientFailure(`the connection ended at byte ${received} of ${total}`);
}

/** Whether nothing lies beyond what is there because it is all: the server says so, or a digest will. */
function mayBeAll({ headers }: Response, present: number, { isVerified }: FetchPartOptions): boolean {
  const total = /^bytes \*\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1];
  return total === undefined ? isVerified : Number(total) === present;
}

async function request(
  present: number,
  version: string | undefined,
  { source, fetch, headers, timeout, signal }: FetchPartOptions,
): Promise<Response> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error(`no answer within ${timeout} s`)), timeout * 1000);
  // The body outlives the timer: once the answer is there, readWithTimeout watches it.
  const stop = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  try {
    return await fetch(source.href, {
      headers: {
        ...source.headers,
        ...headers,
        // Ranges and lengths are those of the file itself, not of something packed.
        'accept-encoding': 'identity',
        ...(present > 0 ? { range: `bytes=${present}-` } : {}),
        ...(version === undefined ? {} : { 'if-range': version }),
      },
      signal: stop,
    });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new TransientFailure(`no answer from ${source.shown}: ${source.hide(reasonOf(cause))}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** Why an answer cannot be used, if so. */
function refusalOf(
  response: Response,
  present: number,
  version: string | undefined,
  { source, bytes, maxBytes }: FetchPartOptions,
): Error | undefined {
  const { status, headers } = response;
  const url = source.shown;
  if (status === 416) return new UnusablePart(`${url} refuses to go on at byte ${present}`);
  if (status !== 200 && status !== 206) {
    const failure = statusFailure(response, url, Date.now());
    failure.message = source.hide(failure.message);
    return failure;
  }
  if (headers.get('content-type')?.startsWith('text/html')) {
    return new TransientFailure(`${url} answered with a web page instead of the file`);
  }
  if (status === 206) {
    const range = headers.get('content-range') ?? '';
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? [];
    if (Number(start) !== present || (total !== '*' && bytes !== undefined && Number(total) !== bytes)) {
      const wanted = `${present}-${bytes === undefined ? '' : ` of ${bytes}`}`;
      return new UnusablePart(`${url} answered with the range "${source.hide(range)}" instead of ${wanted}`);
    }
    const now = headers.get('etag');
    if (version !== undefined && now !== null && now !== version) {
      return new UnusablePart(`${url} has another version of the file than the one that was begun`);
    }
  }
  const packed = headers.get('content-encoding');
  if (status === 206 && packed !== null && packed !== 'identity') {
    return new UnusablePart(`${url} answered with a range of something packed (${source.hide(packed)})`);
  }
  const length = announced(response, status === 206 ? present : 0);
  if (bytes === undefined && length !== undefined && length > maxBytes) {
    return new FilesError('checksum', `${url} announces ${length} bytes; at most ${maxBytes} are taken.`, {
      received: String(length),
      allowed: `at most ${maxBytes} bytes`,
    });
  }
  return undefined;
}

/** Length of the whole as the server says; a packed transfer counts other bytes than those that arrive here. */
function announced({ headers }: Response, start: number): number | undefined {
  const [length, packed] = [headers.get('content-length'), headers.get('content-encoding')];
  if (length === null || !/^\d+$/.test(length) || (packed !== null && packed !== 'identity')) return undefined;
  return start + Number(length);
}

/** Remembers which version the part is of; a weak name does not stand for bytes (RFC 9110 §13.1.5). */
async function keepVersion(part: string, { headers }: Response): Promise<void> {
  const tag = headers.get('etag');
  if (tag !== null && /^"[\x21\x23-\x7e]*"$/.test(tag)) await writeFileAtomic(versionPath(part), tag);
  else await rm(versionPath(part), { force: true });
}

const versionPath = (part: string): string => `${part}.etag`;

/** Removes a part, and what was remembered of it. */
export async function removePart(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(versionPath(part), { force: true });
}

async function append(file: FileHandle, chunk: Uint8Array, path: string): Promise<void> {
  try {
    await file.writeFile(chunk);
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

function cannotWrite(path: string, cause: unknown): FilesError {
  return new FilesError('file', `Cannot write ${path}: ${explainSystemError(cause)}.`, { received: path, cause });
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
