import { reasonOf } from '@ser/files';
import type { Entry, ZipFile } from 'yauzl';
import { RavdessError } from '../../errors.ts';
import { quote } from '../../filename/quote.ts';
import type { Archive } from './archives.ts';

/** Longest member in bytes. The corpus's longest take, 6.4 s, has 1.2 MB in stereo. */
export const MAX_MEMBER_BYTES: number = 8 << 20;
/** Members that an archive may have, folders included; the corpus's have 1,464 and 1,035. */
const MAX_MEMBERS = 10_000;

/** The members of an archive, all checked before the first is unpacked. */
export interface ArchiveEntries {
  /** What will be unpacked. */
  readonly wanted: readonly Entry[];
  /** Paths that are no recordings of the archive, and are left inside. */
  readonly skipped: readonly string[];
}

/**
 * Reads the directory of a zip, and refuses it whole where any member is unsafe: a path that leads elsewhere, a link,
 * an encrypted or an oversized member, the same path twice.
 *
 * @throws RavdessError `unsafe-archive`.
 */
export async function archiveEntries(zip: ZipFile, archive: Archive): Promise<ArchiveEntries> {
  if (zip.entryCount > MAX_MEMBERS) throw unsafe(archive, `it has ${zip.entryCount} members, more than ${MAX_MEMBERS}`);
  const wanted = new Map<string, Entry>();
  const skipped: string[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileName;
      if (isLink(entry)) throw unsafe(archive, `${quote(path)} is a link`);
      if (path.endsWith('/')) continue;
      if (!archive.files.has(path)) {
        skipped.push(path);
        continue;
      }
      if (wanted.has(path)) throw unsafe(archive, `${quote(path)} is there twice`);
      if (entry.isEncrypted()) throw unsafe(archive, `${quote(path)} is encrypted`);
      if (entry.uncompressedSize > MAX_MEMBER_BYTES) {
        throw unsafe(archive, `${quote(path)} has ${entry.uncompressedSize} bytes, more than ${MAX_MEMBER_BYTES}`);
      }
      wanted.set(path, entry);
    }
  } catch (cause) {
    if (RavdessError.isInstance(cause)) throw cause;
    // yauzl refuses absolute paths, drive letters, backslashes and "..".
    throw unsafe(archive, reasonOf(cause), cause);
  }
  return { wanted: [...wanted.values()], skipped };
}

/** The upper 16 bits of the attributes are a Unix mode where the maker was Unix. */
function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

/** The error for an archive that is not to be unpacked. */
export function unsafe({ name }: Archive, what: string, cause?: unknown): RavdessError {
  return new RavdessError('unsafe-archive', `${name} is not unpacked: ${what}.`, cause === undefined ? {} : { cause });
}
