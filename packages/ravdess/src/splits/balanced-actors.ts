import { type Sex, sexOf } from '../labels.ts';
import { MersenneTwister } from '../random/mersenne-twister.ts';

/**
 * Deals actors to folds at random so that both the sexes and the sizes of any two folds differ by one at most.
 *
 * Males are dealt from the first fold on, females from the last one back: the surplus of one sex meets the lack of the
 * other. (Group k-fold in number order would put one sex alone into every fold of an even k.)
 *
 * @returns For each fold its actors in ascending order.
 */
export function balancedActors(actors: readonly number[], folds: number, seed: number): number[][] {
  const random = new MersenneTwister(seed);
  const dealt = Array.from({ length: folds }, () => [] as number[]);
  for (const sex of ['male', 'female'] satisfies Sex[]) {
    const members = actors.filter((actor) => sexOf(actor) === sex).sort((a, b) => a - b);
    random.shuffle(members);
    for (const [i, actor] of members.entries()) {
      const turn = i % folds;
      dealt[sex === 'male' ? turn : folds - 1 - turn]!.push(actor);
    }
  }
  return dealt.map((fold) => fold.sort((a, b) => a - b));
}
