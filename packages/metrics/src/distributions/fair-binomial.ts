/** Probabilities of a fair coin. */
export interface FairBinomialTail {
  /** P(X ≤ k). */
  readonly tail: number;
  /** P(X = k). */
  readonly mass: number;
}

/**
 * Lower tail and mass at `k` of a binomial with n throws of a fair coin, 0 ≤ k ≤ n / 2, to about 1e-14 relative whatever n.
 *
 * The mass by Loader's saddle point expansion (2000, "Fast and accurate computation of binomial probabilities"), which has no
 * large terms that cancel; below k the masses fall by k / (n − k + 1) from one to the next, and their sum ends where they vanish.
 */
export function fairBinomialTail(k: number, n: number): FairBinomialTail {
  const mass = fairMass(k, n);
  let sum = 1;
  let term = 1;
  for (let i = k; i > 0 && term > 1e-17 * sum; i--) {
    term *= i / (n - i + 1);
    sum += term;
  }
  return { tail: Math.min(1, mass * sum), mass };
}

function fairMass(k: number, n: number): number {
  if (k === 0) return 2 ** -n;
  const rest = n - k;
  const exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(rest) - deviance(k, n / 2) - deviance(rest, n / 2);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * rest));
}

/** ln(n!) minus Stirling's formula for it. */
function stirlingError(n: number): number {
  if (n < 16) {
    let factorial = 1;
    for (let i = 2; i <= n; i++) factorial *= i;
    return Math.log(factorial) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI);
  }
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x·ln(x / mean) + mean − x, without loss where x is near the mean. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let term = 2 * x * ratio;
  for (let j = 1; ; j++) {
    term *= ratio * ratio;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}
