/** The nearest integer, ties to the even one: what Python's `round` and `numpy.rint` do and `Math.round` does not. */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
