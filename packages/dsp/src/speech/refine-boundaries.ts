import type { Interval } from '../silence/non-silent-frames.ts';

/**
 * Segments that a network found, with the boundaries of those that energy found: a network says well what is speech, and lets
 * go of it a quarter of a second late; energy ends where the sound does. Where energy finds nothing, as in a crowd, the
 * network's segment stays as it is, unless it is shorter than an utterance.
 *
 * @param network In order, as are `energy`.
 * @param options In samples: by how much a boundary may move outwards, and the shortest segment of the network alone.
 */
export function refineBoundaries(
  network: readonly Interval[],
  energy: readonly Interval[],
  { reach, shortest }: { readonly reach: number; readonly shortest: number },
): Interval[] {
  const found: Interval[] = [];
  for (const [i, segment] of network.entries()) {
    // Two segments stay two.
    const low = Math.max(segment.start - reach, network[i - 1]?.end ?? 0);
    const high = Math.min(segment.end + reach, network[i + 1]?.start ?? Number.POSITIVE_INFINITY);
    const inside = energy.filter(({ start, end }) => start < segment.end && end > segment.start);
    if (inside.length === 0 && segment.end - segment.start >= shortest) found.push(segment);
    for (const { start, end } of inside) {
      const refined = { start: Math.max(start, low), end: Math.min(end, high) };
      const last = found.at(-1);
      if (last && refined.start <= last.end)
        found[found.length - 1] = { start: last.start, end: Math.max(last.end, refined.end) };
      else found.push(refined);
    }
  }
  return found;
}
