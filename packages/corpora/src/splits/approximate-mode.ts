import type { MersenneTwister } from '../random/mersenne-twister.ts';

/**
 * How many of each class to draw so that the shares stay those of the whole.
 *
 * Largest remainders, ties drawn at random; the operation order, and a draw for every group of equal remainders even
 * where all are taken, are scikit-learn's: the counts and the generator's state after it agree bit for bit.
 * Source: scikit-learn 1.9 `sklearn.utils.extmath._approximate_mode`.
 */
export function approximateMode(counts: ArrayLike<number>, draws: number, random: MersenneTwister): Int32Array {
  const classes = Array.from(counts);
  const total = classes.reduce((sum, count) => sum + count, 0);
  const quotas = classes.map((count) => (count / total) * draws);
  const drawn = Int32Array.from(quotas, Math.floor);
  let missing = draws - drawn.reduce((sum, count) => sum + count, 0);
  if (missing <= 0) return drawn;

  const remainders = quotas.map((quota, i) => quota - drawn[i]!);
  const descending = [...new Set(remainders)].sort((a, b) => b - a);
  for (const remainder of descending) {
    const tied = remainders.flatMap((value, i) => (value === remainder ? [i] : []));
    const taken = random.choice(tied, Math.min(tied.length, missing));
    for (const i of taken) drawn[i]!++;
    missing -= taken.length;
    if (missing === 0) break;
  }
  return drawn;
}
