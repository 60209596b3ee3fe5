/** Taylor coefficients of cos x and of sin x / x in x²; on |x| ≤ π/4 the first term left out is below 3e-18. */
const cosTerms = Float64Array.from([0, 2, 4, 6, 8, 10, 12, 14, 16], (n) => (n % 4 ? -1 : 1) / factorial(n));
const sinTerms = Float64Array.from([0, 2, 4, 6, 8, 10, 12, 14, 16], (n) => (n % 4 ? -1 : 1) / factorial(n + 1));

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}

function polynomial(terms: Float64Array, x2: number): number {
  let sum = 0;
  for (let i = terms.length - 1; i >= 0; i--) sum = sum * x2 + terms[i]!;
  return sum;
}

/**
 * Cosine and sine of 2π·turns from +, −, × and ÷ alone: the same bits on every engine and version.
 *
 * `Math.cos` may differ in its last bit from one JavaScript engine version to the next, which would change the bytes of
 * seeded augmentations. The angle is given in turns because k/N of a turn is reduced to an eighth exactly, where k·2π/N
 * would already be rounded.
 *
 * @param turns Angle as a part of a full circle, |turns| < 2^50.
 */
export function portableSinCos(turns: number): { readonly sin: number; readonly cos: number } {
  const quarter = Math.round(turns * 4);
  const x = (turns - quarter / 4) * (2 * Math.PI);
  const cos = polynomial(cosTerms, x * x);
  const sin = x * polynomial(sinTerms, x * x);
  switch (((quarter % 4) + 4) % 4) {
    case 0:
      return { sin, cos };
    case 1:
      return { sin: cos, cos: -sin };
    case 2:
      return { sin: -sin, cos: -cos };
    default:
      return { sin: -cos, cos: sin };
  }
}
