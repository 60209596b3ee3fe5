/** A two-class problem in its dual form. */
export interface DualProblem {
  /** +1 or −1 of each row. */
  readonly signs: Int8Array;
  /** Upper bound of each multiplier. */
  readonly costs: Float64Array;
  /** Kernel values of a row with all rows of the problem. */
  kernelRow(i: number): Float64Array;
  /** How far from optimal the most violating pair may be. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** Multipliers of a two-class problem, and the bias ρ that its decision function subtracts. */
export interface DualSolution {
  readonly alpha: Float64Array;
  readonly rho: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** What replaces a curvature that is not positive. */
const tau = 1e-12;

/**
 * Sequential minimal optimization of the C-SVC dual, with libsvm's choice of pairs and its stopping rule, without shrinking.
 *
 * Source: Fan, Chen and Lin, "Working set selection using second order information for training support vector
 * machines", J. Mach. Learn. Res. 6 (2005), which libsvm 3 follows.
 */
export function solveDual(problem: DualProblem): DualSolution {
  const { signs, costs, kernelRow, tolerance, maxIterations } = problem;
  const n = signs.length;
  const alpha = new Float64Array(n);
  const gradient = new Float64Array(n).fill(-1);
  const diagonal = Float64Array.from({ length: n }, (_, i) => kernelRow(i)[i]!);
  let iterations = 0;
  let converged = false;
  for (; iterations < maxIterations; iterations++) {
    // The row whose bound gives way most, and the partner that lowers the objective most.
    let i = -1;
    let up = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < n; t++) {
      const free = signs[t] === 1 ? alpha[t]! < costs[t]! : alpha[t]! > 0;
      const violation = -signs[t]! * gradient[t]!;
      if (free && violation >= up) {
        up = violation;
        i = t;
      }
    }
    if (i < 0) {
      converged = true;
      break;
    }
    const rowOfI = kernelRow(i);
    let j = -1;
    let down = Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let t = 0; t < n; t++) {
      const free = signs[t] === 1 ? alpha[t]! > 0 : alpha[t]! < costs[t]!;
      if (!free) continue;
      const violation = signs[t]! * gradient[t]!;
      if (violation >= down) down = violation;
      const difference = up + violation;
      if (difference <= 0) continue;
      const curvature = diagonal[i]! + diagonal[t]! - 2 * rowOfI[t]!;
      const gain = -(difference * difference) / (curvature > 0 ? curvature : tau);
      if (gain <= least) {
        least = gain;
        j = t;
      }
    }
    if (up + down < tolerance || j < 0) {
      converged = true;
      break;
    }
    step(problem, alpha, gradient, { i, j, curvature: diagonal[i]! + diagonal[j]! - 2 * rowOfI[j]! });
  }
  return { alpha, rho: biasOf(problem, alpha, gradient), iterations, converged };
}

/** Moves two multipliers to their best place within their bounds and updates the gradient. */
function step(
  { signs, costs, kernelRow }: DualProblem,
  alpha: Float64Array,
  gradient: Float64Array,
  { i, j, curvature }: { i: number; j: number; curvature: number },
): void {
  const before = { i: alpha[i]!, j: alpha[j]! };
  const [upperI, upperJ] = [costs[i]!, costs[j]!];
  const slope = curvature > 0 ? curvature : tau;
  if (signs[i] !== signs[j]) {
    const move = (-gradient[i]! - gradient[j]!) / slope;
    const difference = alpha[i]! - alpha[j]!;
    alpha[i]! += move;
    alpha[j]! += move;
    if (difference > 0 && alpha[j]! < 0) [alpha[i], alpha[j]] = [difference, 0];
    else if (difference <= 0 && alpha[i]! < 0) [alpha[i], alpha[j]] = [0, -difference];
    if (difference > upperI - upperJ && alpha[i]! > upperI) [alpha[i], alpha[j]] = [upperI, upperI - difference];
    else if (difference <= upperI - upperJ && alpha[j]! > upperJ) [alpha[i], alpha[j]] = [upperJ + difference, upperJ];
  } else {
    const move = (gradient[i]! - gradient[j]!) / slope;
    const sum = alpha[i]! + alpha[j]!;
    alpha[i]! -= move;
    alpha[j]! += move;
    if (sum > upperI && alpha[i]! > upperI) [alpha[i], alpha[j]] = [upperI, sum - upperI];
    else if (sum <= upperI && alpha[j]! < 0) [alpha[i], alpha[j]] = [sum, 0];
    if (sum > upperJ && alpha[j]! > upperJ) [alpha[i], alpha[j]] = [sum - upperJ, upperJ];
    else if (sum <= upperJ && alpha[i]! < 0) [alpha[i], alpha[j]] = [0, sum];
  }
  const changeI = signs[i]! * (alpha[i]! - before.i);
  const changeJ = signs[j]! * (alpha[j]! - before.j);
  const rowOfI = kernelRow(i);
  const rowOfJ = kernelRow(j);
  for (let t = 0; t < alpha.length; t++) gradient[t]! += signs[t]! * (rowOfI[t]! * changeI + rowOfJ[t]! * changeJ);
}

/** Mean over the free rows, or the middle of what the bound ones allow. */
function biasOf({ signs, costs }: DualProblem, alpha: Float64Array, gradient: Float64Array): number {
  let free = 0;
  let sum = 0;
  let upper = Number.POSITIVE_INFINITY;
  let lower = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < alpha.length; t++) {
    const value = signs[t]! * gradient[t]!;
    if (alpha[t]! >= costs[t]!) {
      if (signs[t] === -1) upper = Math.min(upper, value);
      else lower = Math.max(lower, value);
    } else if (alpha[t]! <= 0) {
      if (signs[t] === 1) upper = Math.min(upper, value);
      else lower = Math.max(lower, value);
    } else {
      free++;
      sum += value;
    }
  }
  return free > 0 ? sum / free : (upper + lower) / 2;
}
