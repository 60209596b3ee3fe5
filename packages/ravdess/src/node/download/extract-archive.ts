import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { reasonOf } from '@ser/files';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { RavdessError } from '../../errors.ts';
import { archiveEntries, unsafe } from './archive-entries.ts';
import type { Archive } from './archives.ts';
import { fileError } from './failures.ts';

/** What happens while an archive is unpacked. */
export type ExtractEvent =
  | {
      /** A recording is in place. */
      readonly type: 'extracted';
      /** Path below the corpus folder, with `/`. */
      readonly path: string;
      /** Recordings in place so far. */
      readonly done: number;
      /** Recordings that the archive holds. */
      readonly total: number;
    }
  | {
      /** A member that is no recording was left inside. */
      readonly type: 'skipped';
      /** Path in the archive. */
      readonly path: string;
    };

/** Where to unpack. */
export interface ExtractOptions {
  /** Corpus folder. */
  readonly dir: string;
  /** Folder for the file that is being written, on the same volume. */
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Unpacks the recordings of an archive: each is written aside, checked by length and CRC-32, and renamed into place.
 *
 * A file that is there already with the same bytes is left alone, so that an interrupted call can be repeated; one with
 * other bytes is never overwritten.
 *
 * @returns The lengths of the files in place, by path.
 * @throws RavdessError `unsafe-archive`, or `file` where a file is in the way or cannot be written.
 */
export async function* extractArchive(
  zipPath: string,
  archive: Archive,
  { dir, scratch, signal }: ExtractOptions,
): AsyncGenerator<ExtractEvent, Map<string, number>> {
  const zip = await openZip(zipPath, archive);
  const temporary = join(scratch, 'member.tmp');
  const sizes = new Map<string, number>();
  try {
    const { wanted, skipped } = await archiveEntries(zip, archive);
    for (const path of skipped) yield { type: 'skipped', path };
    for (const entry of wanted) {
      signal?.throwIfAborted();
      const target = join(dir, entry.fileName);
      if (!(await isInPlace(target, entry, signal))) {
        await extractEntry(zip, entry, temporary, archive, signal);
        await place(temporary, target);
      }
      sizes.set(entry.fileName, entry.uncompressedSize);
      yield { type: 'extracted', path: entry.fileName, done: sizes.size, total: wanted.length };
    }
    return sizes;
  } finally {
    zip.close();
    await rm(temporary, { force: true });
  }
}

async function openZip(path: string, archive: Archive): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, strictFileNames: true });
  } catch (cause) {
    throw unsafe(archive, reasonOf(cause), cause);
  }
}

/** Whether the file is there with the member's bytes. */
async function isInPlace(target: string, entry: Entry, signal?: AbortSignal): Promise<boolean> {
  const present = await lstatOrNull(target);
  if (present === null) return false;
  if (present.isFile() && present.size === entry.uncompressedSize) {
    let crc = 0;
    for await (const chunk of createReadStream(target, { signal })) crc = crc32(chunk as Buffer, crc);
    if (crc === entry.crc32) return true;
  }
  throw new RavdessError(
    'file',
    `${target} is in the way: it has other bytes than the archive's file, and nothing is overwritten. ` +
      'Move it away, or take another folder.',
    { field: 'dir', received: target },
  );
}

async function lstatOrNull(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fileError(`Cannot read ${path}`, cause);
  }
}

async function extractEntry(
  zip: ZipFile,
  entry: Entry,
  to: string,
  archive: Archive,
  signal?: AbortSignal,
): Promise<void> {
  let crc = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      crc = crc32(chunk, crc);
      done(null, chunk);
    },
  });
  try {
    // yauzl ends the stream with an error where the member is longer or shorter than announced.
    await pipeline(await zip.openReadStreamPromise(entry), check, createWriteStream(to), { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    if (typeof (cause as NodeJS.ErrnoException).syscall === 'string') throw fileError(`Cannot unpack to ${to}`, cause);
    throw unsafe(archive, `${entry.fileName}: ${reasonOf(cause)}`, cause);
  }
  if (crc !== entry.crc32) throw unsafe(archive, `${entry.fileName} is damaged: its CRC-32 is wrong`);
}

async function place(temporary: string, target: string): Promise<void> {
  try {
    const folder = dirname(target);
    await mkdir(folder, { recursive: true });
    // A link in place of the folder would lead out of the corpus folder.
    if (!(await lstat(folder)).isDirectory()) throw new Error('its folder is a link');
    await rename(temporary, target);
  } catch (cause) {
    throw fileError(`Cannot write ${target}`, cause);
  }
}
