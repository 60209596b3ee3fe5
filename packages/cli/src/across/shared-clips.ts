import type { Clip } from '../corpus/clip.ts';
import { sameBytes } from '../files/same-bytes.ts';

/** The clips of one corpus that another one holds too, byte for byte, under whatever name. */
export async function sharedClips(
  clips: readonly Clip[],
  others: readonly Clip[],
  signal: AbortSignal,
): Promise<Set<Clip>> {
  const paths = [...clips, ...others].map(({ path }) => path);
  const groups = await sameBytes(paths, signal);
  const groupOf = new Map(groups.flatMap((group, i) => group.map((path) => [path, i] as const)));
  const byFile = new Map<string | number, Clip[]>();
  const fileOf = ({ path }: Clip): string | number => groupOf.get(path) ?? path;
  for (const other of others) byFile.set(fileOf(other), [...(byFile.get(fileOf(other)) ?? []), other]);
  return new Set(clips.filter((clip) => byFile.get(fileOf(clip))?.some((other) => overlap(clip, other))));
}

/** Whether two stretches of the same recording share some of it. */
function overlap(a: Clip, b: Clip): boolean {
  return (a.start ?? 0) < (b.end ?? Number.POSITIVE_INFINITY) && (b.start ?? 0) < (a.end ?? Number.POSITIVE_INFINITY);
}
