import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fitShape, type Shape, writeFileAtomic } from '@ser/files';
import * as v from 'valibot';
import type { Archive } from './archives.ts';

/** What was unpacked of an archive; it is written last, so its presence means completeness. */
interface Receipt {
  readonly md5: string;
  /** Length in bytes by path below the corpus folder. */
  readonly files: Readonly<Record<string, number>>;
}

const receiptShape: Shape<Receipt> = v.object({ md5: v.string(), files: v.record(v.string(), v.number()) });

/** Writes the receipt of an archive. */
export async function writeReceipt(
  folder: string,
  archive: Archive,
  sizes: ReadonlyMap<string, number>,
): Promise<void> {
  const receipt: Receipt = { md5: archive.md5, files: Object.fromEntries(sizes) };
  await writeFileAtomic(receiptPath(folder, archive), `${JSON.stringify(receipt)}\n`);
}

/** Number of files that an earlier call put in place, if all are still there in their lengths; else `undefined`. */
export async function readReceipt(folder: string, archive: Archive, dir: string): Promise<number | undefined> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(receiptPath(folder, archive), 'utf8'));
  } catch {
    return undefined;
  }
  const fit = fitShape(value, receiptShape);
  if ('problem' in fit || fit.value.md5 !== archive.md5) return undefined;
  const files = Object.entries(fit.value.files);
  for (const [path, size] of files) {
    const there = await stat(join(dir, path)).catch(() => undefined);
    if (there?.size !== size) return undefined;
  }
  return files.length;
}

function receiptPath(folder: string, archive: Archive): string {
  return join(folder, `${archive.name}.json`);
}
