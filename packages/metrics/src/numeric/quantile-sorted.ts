/**
 * Quantile `q` in [0, 1] of ascending values by linear interpolation, NumPy's default (`percentile`, `method='linear'`).
 */
export function quantileSorted(sorted: ArrayLike<number>, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.min(Math.floor(position), sorted.length - 1);
  const a = sorted[below]!;
  const b = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const t = position - below;
  // From the nearer side, as NumPy does, so that t = 1 gives b exactly.
  return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t;
}
