import { stat } from 'node:fs/promises';
import { digestFile } from '@ser/files';

/** Groups of files that are the same byte for byte, two or more each. Only files of a size that occurs twice are read. */
export async function sameBytes(paths: Iterable<string>, signal: AbortSignal): Promise<string[][]> {
  const bySize = new Map<number, string[]>();
  for (const path of new Set(paths)) {
    const size = await stat(path).then(
      (file) => file.size,
      () => 0,
    );
    if (size > 0) bySize.set(size, [...(bySize.get(size) ?? []), path]);
  }
  const byDigest = new Map<string, string[]>();
  for (const alike of bySize.values()) {
    if (alike.length < 2) continue;
    for (const path of alike) {
      const digest = await digestFile(path, 'sha256', signal);
      byDigest.set(digest, [...(byDigest.get(digest) ?? []), path]);
    }
  }
  return [...byDigest.values()].filter((group) => group.length > 1);
}
