import { join } from 'node:path';
import type { Shape } from '@ser/files';
import * as v from 'valibot';
import { type ListedFiles, listedFiles, listFiles, removeListed } from '../files/listed-files.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import { findRecord, type RunFolder, writeRecord } from '../run-folder.ts';

/** What an earlier report wrote. */
interface FigureRecord {
  readonly files: ListedFiles;
}

const figureRecord: Shape<FigureRecord> = v.object({ files: listedFiles });

/**
 * Writes the figures of a report in place of those of the one before it. Of the files that stand there only those are removed
 * that the list of an earlier report names, and that still hold what it wrote; without such a list none.
 */
export async function replaceFigures(
  { figures: folder, figureList: list }: Pick<RunFolder, 'figures' | 'figureList'>,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<void> {
  const before = await findRecord(list, figureRecord);
  await removeListed(folder, before?.files ?? {}, files);
  // Before the files, so that whatever a kill leaves of them is known.
  const bytes = new Map([...files].map(([name, content]) => [name, Buffer.from(content)] as const));
  await writeRecord(list, { files: listFiles(bytes) } satisfies FigureRecord);
  for (const [name, content] of files) await writeFileAtomic(join(folder, name), content);
}
