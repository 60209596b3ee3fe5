/**
 * The complex roots of z^n + c₁ z^(n−1) + … + cₙ with real coefficients, found all at once.
 *
 * Source: Aberth, "Iteration methods for finding all zeros of a polynomial simultaneously" (1973).
 *
 * @param coefficients 1, c₁ … cₙ.
 * @internal
 */
export function polynomialRoots(coefficients: Float64Array): { readonly re: Float64Array; readonly im: Float64Array } {
  const degree = coefficients.length - 1;
  // Off the real axis and without symmetry, so that no two roots are drawn to one.
  const re = Float64Array.from({ length: degree }, (_, k) => 0.9 * Math.cos((2 * Math.PI * (k + 0.3)) / degree));
  const im = Float64Array.from({ length: degree }, (_, k) => 0.9 * Math.sin((2 * Math.PI * (k + 0.3)) / degree));
  for (let round = 0; round < 100; round++) {
    let largest = 0;
    for (let k = 0; k < degree; k++) {
      const x = re[k]!;
      const y = im[k]!;
      let [pr, pi, dr, di] = [1, 0, 0, 0];
      for (let n = 1; n <= degree; n++) {
        [dr, di] = [dr * x - di * y + pr, dr * y + di * x + pi];
        [pr, pi] = [pr * x - pi * y + coefficients[n]!, pr * y + pi * x];
      }
      // Newton's correction p / p′, then what the other roots push away.
      const slope = dr * dr + di * di;
      if (slope === 0 || (pr === 0 && pi === 0)) continue;
      const nr = (pr * dr + pi * di) / slope;
      const ni = (pi * dr - pr * di) / slope;
      let [sr, si] = [0, 0];
      for (let j = 0; j < degree; j++) {
        if (j === k) continue;
        const ar = x - re[j]!;
        const ai = y - im[j]!;
        const square = ar * ar + ai * ai || 1e-300;
        sr += ar / square;
        si -= ai / square;
      }
      const er = 1 - (nr * sr - ni * si);
      const ei = -(nr * si + ni * sr);
      const norm = er * er + ei * ei || 1e-300;
      const stepR = (nr * er + ni * ei) / norm;
      const stepI = (ni * er - nr * ei) / norm;
      re[k] = x - stepR;
      im[k] = y - stepI;
      largest = Math.max(largest, Math.abs(stepR) + Math.abs(stepI));
    }
    if (largest < 1e-14) break;
  }
  return { re, im };
}
