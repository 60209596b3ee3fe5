/** The names that look most like a wrong one, best first; none where nothing comes close. */
export function nearest(wrong: string, names: readonly string[], limit = 1): string[] {
  const given = wrong.toLowerCase();
  return names
    .map((name) => ({ name, distance: distanceOf(given, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 2)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Letters to insert, delete or replace (Levenshtein 1966); a name that holds the other, or its beginning, is one letter off. */
function distanceOf(a: string, b: string): number {
  if (a !== '' && (b.includes(a) || (a.includes(b) && b !== ''))) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The end of a sentence about a wrong name: `; did you mean train?`, or a full stop where nothing comes close. */
export function didYouMean(wrong: string, names: readonly string[]): string {
  const [similar] = nearest(wrong, names);
  return similar === undefined ? '.' : `; did you mean ${similar}?`;
}
