const LN2 = Math.LN2;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LN10 = Math.LN10;
const LN10_TAIL = -2.1707562233822494e-16;

/** The rounding error of `a * b`, exactly (Dekker's product). */
function productError(a: number, b: number, product: number): number {
  const splitA = 134217729 * a;
  const highA = splitA - (splitA - a);
  const lowA = a - highA;
  const splitB = 134217729 * b;
  const highB = splitB - (splitB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/** e^(high + low), where `low` holds what rounding took from `high`. */
function exponential(high: number, low: number): number {
  const exponent = Math.round(high * Math.LOG2E);
  const coarse = high - exponent * LN2_HIGH;
  const fine = low - exponent * LN2_LOW;
  const reduced = coarse + fine;
  const rest = coarse - reduced + fine;
  let series = 0;
  for (let n = 15; n >= 2; n--) series = (reduced / n) * (1 + series);
  // e^r = 1 + r + r·series; the two largest terms are added without loss, so that one rounding remains.
  const sum = 1 + reduced;
  const lost = 1 - sum + reduced;
  return scaleByPowerOfTwo(sum + (lost + (reduced * series + rest)), exponent);
}

/** `value` · 2^exponent, exact unless it leaves the range of doubles. */
function scaleByPowerOfTwo(value: number, exponent: number): number {
  const step = exponent < 0 ? 0.5 : 2;
  let result = value;
  for (let i = Math.min(Math.abs(exponent), 2200); i > 0; i--) result *= step;
  return result;
}

/**
 * 2^x from +, −, × and ÷ alone: the same bits on every engine, exact for integers.
 *
 * `Math.pow` and `**` changed their last bit between the V8 of Node 22 and that of Node 24.
 *
 * @param x Exponent, finite.
 */
export function portablePowerOfTwo(x: number): number {
  const whole = Math.round(x);
  const fraction = x - whole;
  const product = fraction * LN2;
  return scaleByPowerOfTwo(exponential(product, productError(fraction, LN2, product)), whole);
}

/**
 * 10^x from +, −, × and ÷ alone: the same bits on every engine. A level of d decibels is the factor `portablePowerOfTen(d / 20)`.
 *
 * @param x Exponent, |x| ≤ 300.
 */
export function portablePowerOfTen(x: number): number {
  const product = x * LN10;
  return exponential(product, productError(x, LN10, product) + x * LN10_TAIL);
}
