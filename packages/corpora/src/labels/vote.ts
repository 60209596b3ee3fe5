/** The label of most votes; `undefined` where there is no vote, or the most votes are shared. */
export function majority(votes: Readonly<Record<string, number>>): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [label, count] of Object.entries(votes)) {
    if (count > most) {
      most = count;
      best = label;
    } else if (count === most) best = undefined;
  }
  return best;
}

/** Votes as shares with the sum 1, labels without a vote left out; `undefined` where there is none. */
export function sharesOf(votes: Readonly<Record<string, number>>): Record<string, number> | undefined {
  const cast = Object.entries(votes).filter(([, count]) => count > 0);
  const total = cast.reduce((sum, [, count]) => sum + count, 0);
  return total > 0 ? Object.fromEntries(cast.map(([label, count]) => [label, count / total])) : undefined;
}
