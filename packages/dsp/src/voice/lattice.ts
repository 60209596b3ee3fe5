import type { Signal } from '../signal.ts';

/** The errors of predicting a signal forward and backward, on their way through the stages of a lattice filter, in float64. */
export interface Lattice {
  /** Sum of the squares of both before the first stage. */
  readonly energy: number;
  /** Sum of their products before the first stage. */
  readonly product: number;
  /**
   * Passes both through a stage, after which the forward errors begin one later and the backward ones end one earlier.
   *
   * @returns The sum of their products before the next stage, and the two errors that leave.
   */
  pass(reflection: number): { readonly product: number; readonly ahead: number; readonly behind: number };
}

/** The plain path of `latticeKernel`. */
export function plainLattice(samples: Signal): Lattice {
  const all = Float64Array.from(samples);
  let forward = all.slice(1);
  const backward = all.slice(0, -1);
  let energy = 0;
  let product = 0;
  for (let n = 0; n < forward.length; n++) {
    energy += forward[n]! * forward[n]! + backward[n]! * backward[n]!;
    product += forward[n]! * backward[n]!;
  }
  return {
    energy,
    product,
    pass(reflection) {
      let next = 0;
      let passed = 0;
      for (let n = 0; n < forward.length; n++) {
        const ahead = forward[n]!;
        const behind = backward[n]!;
        const newAhead = ahead + reflection * behind;
        next += newAhead * passed;
        passed = behind + reflection * ahead;
        forward[n] = newAhead;
        backward[n] = passed;
      }
      const ahead = forward[0]!;
      forward = forward.subarray(1);
      return { product: next, ahead, behind: passed };
    },
  };
}
