/** Probability that a standard normal value lies within ±2. */
const massWithinTwo = 0.9544997361036416;

/**
 * The quantile function of the standard normal distribution cut off at ±2, as Keras draws `TruncatedNormal`.
 *
 * Uses only +, −, ×, ÷ and the square root, which IEEE 754 fixes to the last bit: `Math.log` differs between engines.
 * Source: Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution" (1988), PPND16.
 *
 * @param u - Probability, 0 < u < 1.
 * @returns A value from −2 to 2.
 */
export function truncatedNormal(u: number): number {
  const q = (u - 0.5) * massWithinTwo;
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q;
    const numerator =
      ((((((2.5090809287301226727e3 * r + 3.343057558358812881e4) * r + 6.726577092700870085e4) * r +
        4.5921953931549871457e4) *
        r +
        1.3731693765509461125e4) *
        r +
        1.9715909503065514427e3) *
        r +
        1.3314166789178437745e2) *
        r +
      3.387132872796366608;
    const denominator =
      ((((((5.226495278852854561e3 * r + 2.872908573572194267e4) * r + 3.930789580009271061e4) * r +
        2.1213794301586595867e4) *
        r +
        5.3941960214247511077e3) *
        r +
        6.871870074920579083e2) *
        r +
        4.2313330701600911252e1) *
        r +
      1;
    return (q * numerator) / denominator;
  }
  const r = Math.sqrt(-tailLog(0.5 - Math.abs(q))) - 1.6;
  const numerator =
    ((((((7.7454501427834140764e-4 * r + 2.27238449892691845833e-2) * r + 2.4178072517745061177e-1) * r +
      1.27045825245236838258) *
      r +
      3.64784832476320460504) *
      r +
      5.7694972214606914055) *
      r +
      4.6303378461565452959) *
      r +
    1.42343711074968357734;
  const denominator =
    ((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 1.51986665636164571966e-2) * r +
      1.4810397642748007459e-1) *
      r +
      6.8976733498510000455e-1) *
      r +
      1.6763848301838038494) *
      r +
      2.05319162663775882187) *
      r +
    1;
  return Math.sign(q) * (numerator / denominator);
}

/** ln 0.04, the middle of the interval that {@link tailLog} is used on. */
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
