/** ln 2 in two parts; the high one ends in zeros, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * Natural logarithm from +, −, × and ÷ alone, so that every engine and version returns the same bits.
 *
 * `Math.log` may differ in its last bit from engine to engine. The mantissa is brought to [√½, √2] and
 * ln m = 2 artanh((m − 1)/(m + 1)) is summed as a power series; the result is within one unit in the last place.
 *
 * @param x A positive finite number.
 */
export function portableLog(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  while (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    exponent++;
  }
  const t = (mantissa - 1) / (mantissa + 1);
  const t2 = t * t;
  // Σ t²ⁿ/(2n + 1), n = 1 … 11, by Horner's rule.
  let series = 1 / 23;
  series = 1 / 21 + t2 * series;
  series = 1 / 19 + t2 * series;
  series = 1 / 17 + t2 * series;
  series = 1 / 15 + t2 * series;
  series = 1 / 13 + t2 * series;
  series = 1 / 11 + t2 * series;
  series = 1 / 9 + t2 * series;
  series = 1 / 7 + t2 * series;
  series = 1 / 5 + t2 * series;
  series = t2 * (1 / 3 + t2 * series);
  return exponent * LN2_HIGH + (2 * t + (2 * t * series + exponent * LN2_LOW));
}
