import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Answer, serve, type TestServer } from '../../files/testing/server.ts';
import {
  type ArchiveEvent,
  type DownloadArchivesOptions,
  downloadArchives,
} from '../src/node/download/download-archives.ts';
import { makeArchive, type TestArchive } from './archive-server.ts';
import { scratchFolder } from './scratch-folder.ts';

export const archive: TestArchive = makeArchive({ files: 8, bytes: 60_000 });
export const half: number = Math.floor(archive.bytes / 2);

/** A download that is set up and not begun. */
export interface Run {
  readonly dir: string;
  readonly server: TestServer;
  readonly events: ArchiveEvent[];
  /** Consumes the whole download. */
  readonly finish: () => Promise<ArchiveEvent[]>;
}

/** Sets a server and a folder up for a download of {@link archive}. */
export async function prepare(
  answer: Answer,
  options: Partial<DownloadArchivesOptions> = {},
  wanted: TestArchive = archive,
): Promise<Run> {
  const dir = options.dir ?? scratchFolder();
  const server = await serve(answer);
  const events: ArchiveEvent[] = [];
  const finish = async (): Promise<ArchiveEvent[]> => {
    const all = { dir, baseUrl: server.baseUrl, retries: 3, retryDelay: 0.001, timeout: 5, ...options };
    for await (const event of downloadArchives([['test', wanted]], all)) events.push(event);
    return events;
  };
  return { dir, server, events, finish };
}

/** Folder of unfinished archives. */
export const work = (dir: string): string => join(dir, '.ravdess-download');
/** The unfinished archive. */
export const part = (dir: string): string => join(work(dir), `${archive.name}.part`);

/** Every file is in place, and nothing is left but the receipt. */
export function expectComplete(dir: string, { contents }: TestArchive = archive): void {
  for (const [path, bytes] of Object.entries(contents)) expect(readFileSync(join(dir, path)).equals(bytes)).toBe(true);
  expect(readdirSync(work(dir))).toEqual([`${archive.name}.json`]);
}

/** Reasons of the failed attempts. */
export const retries = (events: readonly ArchiveEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'retry' ? [event.reason] : []));
