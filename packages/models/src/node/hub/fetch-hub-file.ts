import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { downloadFile } from '@ser/files';
import { ModelsError } from '../../errors.ts';
import type { DownloadProgress } from '../fetch-imagenet-weights.ts';
import {
  absencePath,
  blobPath,
  isCommit,
  isThere,
  knownCommit,
  linkSnapshot,
  noteAbsence,
  noteCommit,
  repositoryFolder,
  snapshotPath,
} from './hub-cache.ts';
import type { HubSettings } from './hub-settings.ts';

/** What {@link fetchHubFile} needs to know. */
export interface HubFileRequest extends HubSettings {
  /** `owner/name`, checked. */
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** A file of a repository on this disk, and the commit that it is of. */
export interface HubFile {
  readonly path: string;
  readonly commit: string;
}

/** What the hub says of a file before it sends it. */
interface FileHead {
  readonly commit: string;
  /** SHA-256 of a large file, or git's SHA-1 of a small one. */
  readonly etag: string;
  readonly bytes: number;
}

/** Redirects within the hub that are followed: a repository that was renamed has one. */
const MAX_REDIRECTS = 3;

/**
 * A file of a repository: from the cache, or fetched into it with resume and checked against the checksum that the hub
 * states. A file of a known commit is asked for once; a branch is looked up each time, and where the hub cannot be reached
 * the commit that was seen last counts.
 *
 * @returns Undefined where the repository has no such file.
 * @throws ModelsError `download` where the hub refuses, is not reached and the cache has nothing, or sends other bytes.
 */
export async function fetchHubFile(file: string, request: HubFileRequest): Promise<HubFile | undefined> {
  const { cacheDir, repository, revision, isOffline, signal } = request;
  const folder = repositoryFolder(cacheDir, repository);
  if (isCommit(revision) || isOffline) {
    const known = await lookUp(folder, revision, file);
    if (known.isKnown || isOffline) return known.file;
  }
  let head: FileHead | undefined;
  try {
    head = await readHead(file, request);
  } catch (error) {
    signal?.throwIfAborted();
    if (ModelsError.isInstance(error)) throw error;
    const known = await lookUp(folder, revision, file);
    if (known.isKnown) return known.file;
    const { endpoint } = request;
    throw new ModelsError(
      'download',
      `${endpoint} could not be reached (${String((error as Error).cause ?? error)}), and ${file} of ${repository} is not in the cache. ` +
        'Pass a folder that holds the model, or set HF_ENDPOINT to a mirror.',
      { cause: error },
    );
  }
  if (!head) {
    await noteAbsence(folder, revision, file);
    return undefined;
  }
  const { commit, etag } = head;
  await noteCommit(folder, revision, commit);
  const blob = blobPath(folder, etag);
  if (!(await isThere(blob))) await fetchBlob(blob, file, head, request);
  return { path: await linkSnapshot(folder, commit, file, etag), commit };
}

/** What the cache knows of a file without asking: where it is, or that the commit has none. */
async function lookUp(
  folder: string,
  revision: string,
  file: string,
): Promise<{ readonly isKnown: boolean; readonly file?: HubFile }> {
  const commit = await knownCommit(folder, revision);
  if (!commit) return { isKnown: false };
  const path = snapshotPath(folder, commit, file);
  if (await isThere(path)) return { isKnown: true, file: { path, commit } };
  return { isKnown: await isThere(absencePath(folder, commit, file)) };
}

function addressOf(file: string, revision: string, { endpoint, repository }: HubFileRequest): string {
  return `${endpoint}/${repository}/resolve/${encodeURIComponent(revision)}/${file}`;
}

function headersOf({ token }: HubFileRequest): Record<string, string> {
  return { 'accept-encoding': 'identity', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
}

async function readHead(file: string, request: HubFileRequest): Promise<FileHead | undefined> {
  const { endpoint, repository, revision, signal, fetch = globalThis.fetch } = request;
  let url = addressOf(file, revision, request);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const timeout = AbortSignal.timeout(30_000);
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      headers: headersOf(request),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const { status, headers } = response;
    const commit = headers.get('x-repo-commit');
    if (status >= 300 && status < 400 && !headers.get('x-linked-etag')) {
      // Of a renamed repository; another host would be sent the token.
      const next = new URL(headers.get('location') ?? '', url);
      if (next.origin !== new URL(endpoint).origin) break;
      url = next.href;
      continue;
    }
    if (status >= 400) {
      if (status === 404 && headers.get('x-error-code') === 'EntryNotFound') return undefined;
      throw refusal(status, headers.get('x-error-code'), request);
    }
    const etag = (headers.get('x-linked-etag') ?? headers.get('etag') ?? '').replace(/^W\//, '').replaceAll('"', '');
    const bytes = Number(headers.get('x-linked-size') ?? headers.get('content-length') ?? Number.NaN);
    if (!commit || !isCommit(commit) || !/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(etag) || !Number.isSafeInteger(bytes))
      break;
    return { commit, etag, bytes };
  }
  throw new ModelsError(
    'download',
    `${endpoint} does not say the commit, size and checksum of ${file} of ${repository}, so it is no hub of Hugging Face. Check HF_ENDPOINT.`,
  );
}

/** What to do about a refusal; the token itself is never part of it. */
function refusal(
  status: number,
  code: string | null,
  { endpoint, repository, revision, token }: HubFileRequest,
): ModelsError {
  const page = `${endpoint}/${repository}`;
  const said = `${page} answered ${status}${code ? ` (${code.slice(0, 40)})` : ''}`;
  if (status === 401 || status === 403) {
    const remedy = token
      ? `The token was sent: check that it is valid and may read this repository, and accept its terms at ${page} if it is gated.`
      : `It is gated, private or does not exist. Accept its terms at ${page}, make a token at ${endpoint}/settings/tokens and set HF_TOKEN.`;
    return new ModelsError('download', `${said}. ${remedy}`);
  }
  if (status === 404) {
    return new ModelsError('download', `${said}: there is no such repository, or no revision "${revision}" of it.`);
  }
  return new ModelsError('download', `${said}. Try again later, or set HF_ENDPOINT to a mirror.`);
}

async function fetchBlob(
  blob: string,
  file: string,
  { commit, etag, bytes }: FileHead,
  request: HubFileRequest,
): Promise<void> {
  const { fetch, signal, onProgress } = request;
  const url = addressOf(file, commit, request);
  const isLarge = etag.length === 64;
  try {
    for await (const event of downloadFile(blob, {
      url,
      bytes,
      ...(isLarge && { digest: { algorithm: 'sha256', value: etag } as const }),
      headers: headersOf(request),
      ...(fetch && { fetch }),
      maxBytes: bytes,
      signal,
    })) {
      if (event.type === 'progress') onProgress?.({ url, received: event.received, total: event.total });
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ModelsError('download', `${file} of ${request.repository}: ${(cause as Error).message}`, { cause });
  }
  if (isLarge) return;
  const content = await readFile(blob);
  const found = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  if (found === etag) return;
  await rm(blob, { force: true });
  throw new ModelsError(
    'download',
    `${file} of ${request.repository} has git's SHA-1 ${found}; the hub states ${etag}. It was deleted; try again.`,
  );
}
