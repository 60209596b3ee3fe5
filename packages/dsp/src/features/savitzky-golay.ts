/**
 * Weights that turn `width` equally spaced values into the derivative, at place `position`, of the polynomial of degree
 * `polyorder` that fits them best.
 *
 * The fit runs over polynomials made orthogonal on the points themselves, so no system of equations is solved.
 *
 * Source: Savitzky and Golay, "Smoothing and differentiation of data by simplified least squares procedures", Anal. Chem.
 * 36 (1964); Forsythe, "Generation and use of orthogonal polynomials for data-fitting", J. SIAM 5 (1957).
 */
export function savitzkyGolayWeights(
  width: number,
  polyorder: number,
  derivative: number,
  position: number,
): Float64Array {
  const center = (width - 1) / 2;
  const at = position - center;
  const weights = new Float64Array(width);
  let previous = new Float64Array(width);
  let current = new Float64Array(width).fill(1);
  // Derivatives 0 … `derivative` of both polynomials at the place asked for.
  let previousAt = new Float64Array(derivative + 1);
  let currentAt = new Float64Array(derivative + 1);
  currentAt[0] = 1;
  let previousNorm = 1;
  for (let degree = 0; degree <= polyorder; degree++) {
    let norm = 0;
    for (const value of current) norm += value * value;
    for (let i = 0; i < width; i++) weights[i]! += (current[i]! * currentAt[derivative]!) / norm;

    // The points are symmetric about 0, so the three-term recurrence has no middle term.
    const ratio = degree === 0 ? 0 : norm / previousNorm;
    const next = Float64Array.from(current, (value, i) => (i - center) * value - ratio * previous[i]!);
    const nextAt = Float64Array.from(
      currentAt,
      (value, order) => at * value + (order > 0 ? order * currentAt[order - 1]! : 0) - ratio * previousAt[order]!,
    );
    [previous, current, previousAt, currentAt, previousNorm] = [current, next, currentAt, nextAt, norm];
  }
  return weights;
}
