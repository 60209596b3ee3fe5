import { RavdessError } from '@ser/ravdess';
import { type ArchiveName, type DownloadEvent, downloadCorpus } from '@ser/ravdess/node';
import { SerError } from '../errors.ts';
import type { Reporter, Stage } from '../terminal/reporter.ts';

/** What was put in place, or stood there already. */
export interface DownloadedArchive {
  readonly archive: ArchiveName;
  readonly files: number;
  /** An earlier download had put them there. */
  readonly reused: boolean;
  /** Recordings of the catalog that the archive does not hold. */
  readonly missing: readonly string[];
}

export interface DownloadRecordingsOptions {
  readonly dir: string;
  readonly archives: readonly ArchiveName[];
  /** Address of a folder with the same archives; Zenodo's without it. */
  readonly mirror?: string;
  readonly retries?: number;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Shows the license and asks for the user's word. */
  readonly accept: (license: Extract<DownloadEvent, { type: 'license' }>) => Promise<boolean>;
}

/** Downloads, checks and unpacks the archives of the corpus, and shows how far it has come. */
export async function downloadRecordings({
  dir,
  archives,
  mirror,
  retries,
  reporter,
  signal,
  accept,
}: DownloadRecordingsOptions): Promise<DownloadedArchive[]> {
  // The first event is the license; the loop begins only with the user's word.
  const [license] = await take(downloadCorpus({ dir, archives, acceptLicense: false }), 1);
  const acceptLicense = await accept(license as Extract<DownloadEvent, { type: 'license' }>);
  const events = downloadCorpus({
    dir,
    archives,
    acceptLicense,
    signal,
    ...(mirror !== undefined && { baseUrl: mirror }),
    ...(retries !== undefined && { retries }),
  });

  try {
    return await followDownload(events, reporter);
  } catch (cause) {
    if (!RavdessError.isInstance(cause) || cause.code !== 'network') throw cause;
    throw new SerError(
      `${cause.message}\nIs this machine on the net, and may it reach the address? Behind a proxy set NODE_USE_ENV_PROXY=1 (Node 24 or later), ` +
        'or name another place that holds the archives with --mirror URL.',
      { cause },
    );
  }
}

/** Shows the events of a download as they come; returns what was put in place. */
export async function followDownload(
  events: AsyncIterable<DownloadEvent>,
  reporter: Reporter,
): Promise<DownloadedArchive[]> {
  const result: DownloadedArchive[] = [];
  let fetching: Stage | undefined;
  let unpacking: Stage | undefined;
  for await (const event of events) {
    switch (event.type) {
      case 'license':
        break;
      case 'progress':
        fetching ??= reporter.stage(`Archive ${event.archive}`, event.total, { unit: 'bytes' });
        fetching.update(event.received);
        break;
      case 'retry':
        reporter.warn(`attempt ${event.attempt}: ${event.reason}; once more in ${event.delay} s`);
        break;
      case 'verified':
        fetching ??= reporter.stage(`Archive ${event.archive}`, 1);
        fetching.end('is whole, checked by its length and MD5');
        fetching = undefined;
        break;
      case 'extracted':
        unpacking ??= reporter.stage(`Recordings, ${event.archive}`, event.total);
        unpacking.update(event.done);
        break;
      case 'skipped':
        reporter.note(`${event.path} is no recording and stays in the archive`);
        break;
      case 'done': {
        const { archive, files, cached, missing } = event;
        unpacking ??= reporter.stage(`Recordings, ${archive}`, files);
        unpacking.end(`${files} files, ${cached ? 'in place already' : 'unpacked, checked by CRC-32'}`);
        unpacking = undefined;
        if (missing.length > 0) reporter.warn(`the archive lacks ${missing.length} recordings: ${missing.join(', ')}`);
        result.push({ archive, files, reused: cached, missing });
        break;
      }
    }
  }
  return result;
}

async function take<T>(events: AsyncGenerator<T>, count: number): Promise<T[]> {
  const first: T[] = [];
  for await (const event of events) if (first.push(event) === count) break;
  return first;
}
