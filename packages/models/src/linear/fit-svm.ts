import type { LinearSvmModel, RbfSvmModel } from './linear-model.ts';
import { dot, type Table } from './rows.ts';
import { solveDual } from './solve-dual.ts';

/** What {@link fitSvm} needs beside the rows. */
export interface FitSvmOptions {
  /** Class of each row, 0 … classes − 1, all of them present. */
  readonly y: ArrayLike<number>;
  readonly classes: number;
  /** C times the weight of each class. */
  readonly costs: readonly number[];
  readonly kernel: 'linear' | 'rbf';
  readonly gamma: number;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** The parts of a support vector machine that its rows decide. */
export type SvmFit =
  | Pick<LinearSvmModel, 'kernel' | 'coefficients' | 'intercepts' | 'iterations' | 'converged'>
  | Pick<
      RbfSvmModel,
      | 'kernel'
      | 'gamma'
      | 'supportVectors'
      | 'support'
      | 'nSupport'
      | 'dualCoefficients'
      | 'intercepts'
      | 'iterations'
      | 'converged'
    >;

/** Values of a kernel row that are kept at once: 256 MB. */
const keptValues = 2 ** 25;

/** The Gaussian kernel exp(−γ‖a − b‖²). */
export function rbf(a: ArrayLike<number>, b: ArrayLike<number>, gamma: number): number {
  let square = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    square += difference * difference;
  }
  return Math.exp(-gamma * square);
}

/** Kernel values between the rows of one problem, kept as far as memory allows. */
function kernelRows(rows: readonly Float64Array[], { kernel, gamma }: FitSvmOptions): (i: number) => Float64Array {
  const kept = new Map<number, Float64Array>();
  const most = Math.max(2, Math.floor(keptValues / rows.length));
  return (i) => {
    let values = kept.get(i);
    if (!values) {
      const own = rows[i]!;
      // A plain loop: Float64Array.from with a function takes several times as long.
      values = new Float64Array(rows.length);
      for (let j = 0; j < values.length; j++)
        values[j] = kernel === 'rbf' ? rbf(own, rows[j]!, gamma) : dot(own, rows[j]!);
      if (kept.size >= most) kept.delete(kept.keys().next().value!);
      kept.set(i, values);
    }
    return values;
  };
}

/**
 * Trains one machine for each pair of classes, as scikit-learn 1.9 `SVC` (libsvm 3) does.
 *
 * The multipliers of a pair's first class count positive, except with two classes, where scikit-learn turns them round.
 */
export function fitSvm(x: Table, options: FitSvmOptions): SvmFit {
  const { y, classes, costs, kernel, gamma, tolerance, maxIterations } = options;
  const row = (i: number) => x.data.subarray(i * x.columns, (i + 1) * x.columns);
  const members = Array.from({ length: classes }, (): number[] => []);
  for (let i = 0; i < x.rows; i++) members[y[i]!]!.push(i);
  const turn = classes === 2 ? -1 : 1;
  // multipliers[other][row]: of the machine for the row's class and another one.
  const multipliers = Array.from({ length: classes }, () => new Float64Array(x.rows));
  const coefficients: number[][] = [];
  const intercepts: number[] = [];
  let iterations = 0;
  let converged = true;
  for (let first = 0; first < classes; first++) {
    for (let second = first + 1; second < classes; second++) {
      const indices = [...members[first]!, ...members[second]!];
      const signs = Int8Array.from(indices, (i) => (y[i] === first ? 1 : -1));
      const solution = solveDual({
        signs,
        costs: Float64Array.from(indices, (i) => costs[y[i]!]!),
        kernelRow: kernelRows(indices.map(row), options),
        tolerance,
        maxIterations,
      });
      iterations += solution.iterations;
      converged &&= solution.converged;
      intercepts.push(-solution.rho * turn + 0);
      const weights = new Float64Array(x.columns);
      for (const [place, i] of indices.entries()) {
        // + 0 because JSON has no −0.
        const value = solution.alpha[place]! * signs[place]! * turn + 0;
        multipliers[y[i] === first ? second : first]![i] = value;
        if (kernel === 'linear' && value !== 0) for (const [c, part] of row(i).entries()) weights[c]! += value * part;
      }
      if (kernel === 'linear') coefficients.push([...weights]);
    }
  }
  const common = { intercepts, iterations, converged };
  if (kernel === 'linear') return { kernel, coefficients, ...common };

  const counts = members.map((own) => own.filter((i) => multipliers.some((values) => values[i] !== 0)));
  const support = counts.flat();
  return {
    kernel,
    gamma,
    supportVectors: support.map((i) => [...row(i)]),
    support,
    nSupport: counts.map((own) => own.length),
    // Row r holds, for each support vector, its multiplier against the r-th of the other classes.
    dualCoefficients: Array.from({ length: classes - 1 }, (_, r) =>
      support.map((i) => multipliers[r < y[i]! ? r : r + 1]![i]!),
    ),
    ...common,
  };
}
