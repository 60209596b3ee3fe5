/** ln 2 in two parts; the high one ends in zeros, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Where the word with sign and exponent lies: behind the other one on little-endian machines. */
const high = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * Natural logarithm from +, −, × and ÷ alone, so that every engine and version returns the same bits.
 *
 * `Math.log` may differ in its last bit from engine to engine. The mantissa is brought to [√½, √2] and
 * ln m = 2 artanh((m − 1)/(m + 1)) is summed as a power series; the result is within two units in the last place.
 *
 * @param x A positive finite number.
 */
export function portableLog(x: number): number {
  const subnormal = x < 2.2250738585072014e-308;
  float[0] = subnormal ? x * 18014398509481984 : x;
  let exponent = (words[high]! >>> 20) - (subnormal ? 1077 : 1023);
  words[high] = (words[high]! & 0xfffff) | 0x3ff00000;
  let mantissa = float[0];
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    exponent++;
  }
  const t = (mantissa - 1) / (mantissa + 1);
  const t2 = t * t;
  const t4 = t2 * t2;
  // Σ t²ⁿ/(2n + 1), n = 1 … 11: odd and even n apart, which halves the chain of dependent operations.
  const odd = 1 / 3 + t4 * (1 / 7 + t4 * (1 / 11 + t4 * (1 / 15 + t4 * (1 / 19 + t4 * (1 / 23)))));
  const even = 1 / 5 + t4 * (1 / 9 + t4 * (1 / 13 + t4 * (1 / 17 + t4 * (1 / 21))));
  const series = t2 * (odd + t2 * even);
  return exponent * LN2_HIGH + (2 * t + (2 * t * series + exponent * LN2_LOW));
}
