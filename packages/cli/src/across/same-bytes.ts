import { stat } from 'node:fs/promises';
import { digestFile } from '@ser/files';
import type { Clip } from '../corpus/clip.ts';

/**
 * Finds recordings of one corpus that another one holds too, byte for byte, under whatever name: what the first one is called
 * in the other. Only files of a size that both have are read.
 */
export async function sameBytes(
  clips: readonly Clip[],
  others: readonly Clip[],
  signal: AbortSignal,
): Promise<Map<Clip, string>> {
  const own = await byFile(clips);
  const theirs = await byFile(others);
  const sizes = new Set([...theirs.values()].map(({ size }) => size));
  const common = [...own.values()].filter(({ size }) => size > 0 && sizes.has(size));
  const wanted = new Set(common.map(({ size }) => size));
  const byDigest = new Map<string, Clip[]>();
  for (const { path, size, clips: held } of theirs.values()) {
    if (!wanted.has(size)) continue;
    const digest = await digestFile(path, 'sha256', signal);
    byDigest.set(digest, [...(byDigest.get(digest) ?? []), ...held]);
  }
  const found = new Map<Clip, string>();
  for (const { path, clips: held } of common) {
    const same = byDigest.get(await digestFile(path, 'sha256', signal)) ?? [];
    for (const clip of held) {
      const other = same.find((one) => overlap(clip, one));
      if (other) found.set(clip, other.name);
    }
  }
  return found;
}

interface File {
  readonly path: string;
  /** In bytes; −1 where the file is gone. */
  readonly size: number;
  readonly clips: readonly Clip[];
}

async function byFile(clips: readonly Clip[]): Promise<Map<string, File>> {
  const files = new Map<string, File & { clips: Clip[] }>();
  for (const clip of clips) {
    const known = files.get(clip.path);
    if (known) known.clips.push(clip);
    else {
      const size = await stat(clip.path).then(
        (of) => of.size,
        () => -1,
      );
      files.set(clip.path, { path: clip.path, size, clips: [clip] });
    }
  }
  return files;
}

/** Whether two stretches of the same recording share some of it. */
function overlap(a: Clip, b: Clip): boolean {
  return (a.start ?? 0) < (b.end ?? Number.POSITIVE_INFINITY) && (b.start ?? 0) < (a.end ?? Number.POSITIVE_INFINITY);
}
