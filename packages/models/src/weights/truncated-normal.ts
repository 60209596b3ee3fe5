// In a vm, as under Jest, a global is found slowly: decision 0139.
const sqrt = Math.sqrt;
const abs = Math.abs;
const sign = Math.sign;

/** Probability that a standard normal value lies within ±2. */
const massWithinTwo = 0.9544997361036416;

/**
 * The quantile function of the standard normal distribution cut off at ±2, as Keras draws `TruncatedNormal`.
 *
 * Uses only +, −, ×, ÷ and the square root, which IEEE 754 fixes to the last bit: `Math.log` differs between engines.
 * Source: Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution" (1988), PPND16, whose far tail
 * beyond ±2 is not needed.
 *
 * @param u - Probability, 0 < u < 1.
 * @returns A value from −2 to 2.
 */
export function truncatedNormal(u: number): number {
  const q = (u - 0.5) * massWithinTwo;
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, centralNumerator)) / polynomial(r, centralDenominator);
  }
  const r = sqrt(-tailLog(0.5 - abs(q))) - 1.6;
  return (sign(q) * polynomial(r, tailNumerator)) / polynomial(r, tailDenominator);
}

/** Coefficients of the rational approximations, lowest degree first. */
const centralNumerator = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const centralDenominator = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const tailNumerator = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const tailDenominator = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];

/** Value of a polynomial of degree 7 by Horner's rule. */
function polynomial(x: number, c: readonly number[]): number {
  return ((((((c[7]! * x + c[6]!) * x + c[5]!) * x + c[4]!) * x + c[3]!) * x + c[2]!) * x + c[1]!) * x + c[0]!;
}

/** ln 0.04, in the middle of the interval that {@link tailLog} is used on. */
const logCenter = -3.2188758248682006;

/** Natural logarithm on [0.022, 0.076]: ln c + 2 artanh((x − c) / (x + c)), whose series converges fast there. */
function tailLog(x: number): number {
  const z = (x - 0.04) / (x + 0.04);
  const square = z * z;
  let power = z;
  let sum = 0;
  for (let k = 1; k <= 29; k += 2) {
    sum += power / k;
    power *= square;
  }
  return logCenter + 2 * sum;
}
