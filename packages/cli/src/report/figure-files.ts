import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sha256 } from '@ser/files';
import { writeFileAtomic } from '../files/write-file.ts';
import { findRecord, type RunFolder, writeRecord } from '../run-folder.ts';

/** What an earlier report wrote, with SHA-256 digests by name. */
interface FigureRecord {
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Writes the figures of a report in place of those of the one before it. Of the files that stand there only those are removed
 * that the list of an earlier report names, and that still hold what it wrote; without such a list none.
 */
export async function replaceFigures(
  { figures: folder, figureList: list }: Pick<RunFolder, 'figures' | 'figureList'>,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<void> {
  const before = await findRecord<FigureRecord>(list);
  for (const [name, digest] of Object.entries(before?.files ?? {})) {
    if (files.has(name) || name !== basename(name)) continue;
    const path = join(folder, name);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes && sha256(bytes) === digest) await rm(path, { force: true });
  }
  // Before the files, so that whatever a kill leaves of them is known.
  const digests = [...files].map(([name, content]) => [name, sha256(bytesOf(content))] as const);
  await writeRecord(list, { files: Object.fromEntries(digests) } satisfies FigureRecord);
  for (const [name, content] of files) await writeFileAtomic(join(folder, name), content);
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
