import { join } from 'node:path';
import { downloadFile } from '@ser/files';
import type { Archive } from './archives.ts';
import { asRavdessError } from './failures.ts';

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
export interface FetchArchiveOptions {
  /** Folder of the archive and of its unfinished part. */
  readonly folder: string;
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  /** Failures in a row that are borne. */
  readonly retries: number;
  /** First pause, in seconds. */
  readonly retryDelay: number;
  /** Longest silence, in seconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fetches an archive into the folder, goes on where an earlier attempt or process stopped, and checks length and MD5.
 *
 * The archive appears under its name when it is complete and right, not before.
 *
 * @throws RavdessError `network`, `checksum` or `file`.
 */
export async function* fetchArchive(
  { name, bytes, md5 }: Archive,
  { folder, ...options }: FetchArchiveOptions,
): AsyncGenerator<FetchEvent> {
  try {
    const digest = { algorithm: 'md5', value: md5 } as const;
    for await (const event of downloadFile(join(folder, name), { ...options, bytes, digest })) {
      yield event.type === 'progress' ? { ...event, total: bytes } : event;
    }
  } catch (cause) {
    throw asRavdessError(cause);
  }
}
