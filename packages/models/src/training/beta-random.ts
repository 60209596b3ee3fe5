import type { Random } from '../random.ts';

/** A standard normal number (Box & Muller 1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A Gamma(shape, 1) number (Marsaglia & Tsang 2000, with their boost below shape 1). */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * Math.exp(Math.log(1 - random()) / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const t = 1 + c * x;
    if (t <= 0) continue;
    const v = t * t * t;
    if (Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A number drawn from Beta(alpha, alpha), alpha > 0, as the quotient of two gamma numbers. */
export function betaRandom(alpha: number, random: Random): number {
  const a = gamma(alpha, random);
  const b = gamma(alpha, random);
  // Both can underflow to zero for tiny alpha, where the distribution is a coin.
  return a + b > 0 ? a / (a + b) : random() < 0.5 ? 0 : 1;
}
