import { RavdessError } from '../../errors.ts';
import { RAVDESS_CITATION, RAVDESS_LICENSE, RAVDESS_SOURCE } from '../../license.ts';
import { ARCHIVE_NAMES, ARCHIVES, type ArchiveName } from './archives.ts';
import { type ArchiveEvent, downloadArchives } from './download-archives.ts';

/** Options of {@link downloadCorpus}. */
export interface DownloadCorpusOptions {
  /** Corpus folder; made where it is missing. Recordings go to `Actor_NN/` below it. */
  readonly dir: string;
  /**
   * Whether the user has read and accepts the corpus's license, CC BY-NC-SA 4.0: attribution, no commercial use. Set it
   * by the user's own word only.
   */
  readonly acceptLicense: boolean;
  /**
   * Archives to fetch: 208 MB of speech, 226 MB of song.
   *
   * @default ['speech', 'song']
   */
  readonly archives?: readonly ArchiveName[] | undefined;
  /**
   * Whether the zips stay after they were unpacked.
   *
   * @default false
   */
  readonly keepArchives?: boolean | undefined;
  /**
   * Folder of the archives at the source; a mirror must serve the same bytes.
   *
   * @default the Zenodo record 1188976
   */
  readonly baseUrl?: string | undefined;
  /**
   * What fetches: give one that knows your proxy, credentials or cache.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Failures in a row, without progress between them, that are borne.
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
  /** Stops the download; what came is kept. */
  readonly signal?: AbortSignal | undefined;
}

/** What {@link downloadCorpus} yields; branch on `type`. */
export type DownloadEvent =
  | {
      /** The first event: what the user is to be shown. */
      readonly type: 'license';
      /** Name of the license. */
      readonly license: string;
      /** Text of the license. */
      readonly url: string;
      /** What it means. */
      readonly summary: string;
      /** What a work that uses the corpus cites. */
      readonly citation: string;
      /** Where the corpus is published. */
      readonly source: string;
    }
  | (ArchiveEvent & {
      /** Which archive the event is about. */
      readonly archive: ArchiveName;
    });

/**
 * Downloads the audio of RAVDESS from Zenodo, checks it and unpacks it, and tells its progress.
 *
 * Yields the license first and stops there unless it is accepted. Goes on where an earlier call was interrupted, by a
 * lost connection or a kill; checks length and MD5 of the archives and CRC-32 of every file; never writes outside
 * `dir`, and overwrites nothing. A second call finds everything in place and fetches nothing.
 *
 * The address is Zenodo's; behind a proxy set `NODE_USE_ENV_PROXY=1` (Node ≥ 24) or give a `fetch` that knows it.
 *
 * @throws RavdessError `license-not-accepted`, `network`, `checksum`, `unsafe-archive`, `locked` or `file`.
 * @throws RavdessError `invalid-option` where an option is out of range.
 */
export async function* downloadCorpus(options: DownloadCorpusOptions): AsyncGenerator<DownloadEvent> {
  const { archives = ARCHIVE_NAMES, acceptLicense } = options;
  checkOptions(options);
  const { name: license, url, summary } = RAVDESS_LICENSE;
  yield { type: 'license', license, url, summary, citation: RAVDESS_CITATION, source: RAVDESS_SOURCE };
  if (acceptLicense !== true) {
    throw new RavdessError(
      'license-not-accepted',
      `RAVDESS is licensed under ${license} (${url}): ${summary} Read it, and pass acceptLicense: true if you accept it. ` +
        `Cite: ${RAVDESS_CITATION}`,
      { field: 'acceptLicense', received: String(acceptLicense), allowed: 'true' },
    );
  }
  yield* downloadArchives(
    archives.map((name) => [name, ARCHIVES[name]] as const),
    options,
  );
}

function checkOptions({
  archives = [],
  retries = 0,
  retryDelay = 0,
  timeout = 1,
  baseUrl,
}: DownloadCorpusOptions): void {
  const rules = [
    ['archives', archives, archives.every((name) => ARCHIVE_NAMES.includes(name)), `of ${ARCHIVE_NAMES.join(', ')}`],
    ['retries', retries, Number.isInteger(retries) && retries >= 0, 'a whole number, 0 or more'],
    ['retryDelay', retryDelay, retryDelay >= 0 && retryDelay <= 60, 'from 0 to 60 seconds'],
    ['timeout', timeout, timeout > 0 && timeout <= 86_400, 'above 0 and at most 86400 seconds'],
    ['baseUrl', baseUrl, baseUrl === undefined || URL.canParse(baseUrl), 'an absolute URL'],
  ] as const;
  for (const [field, value, holds, allowed] of rules) {
    if (holds) continue;
    throw new RavdessError('invalid-option', `${field} must be ${allowed}; received ${String(value)}.`, {
      field,
      received: String(value),
      allowed,
    });
  }
}
