import { dot, type Table } from './rows.ts';

/** What {@link fitLogistic} needs beside the rows. */
export interface FitLogisticOptions {
  /** Class of each row, 0 … classes − 1, all of them present. */
  readonly y: ArrayLike<number>;
  readonly classes: number;
  /** Weight of each class times C. */
  readonly costs: readonly number[];
  /** Largest gradient, per unit of all costs, at which the solver stops. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** Coefficients, one row an output; two classes have one output, the second class against the first. */
export interface LogisticFit {
  readonly coefficients: number[][];
  readonly intercepts: number[];
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Minimizes ½‖w‖² + Σ cost · cross-entropy, the objective of scikit-learn 1.9 `LogisticRegression`, whose intercept is free.
 *
 * The optimum is unique, so any solver finds scikit-learn's coefficients; this one is Newton's, its steps by conjugate
 * gradients, because it comes closer than L-BFGS in fewer passes over the rows.
 *
 * Source: Lin, Weng and Keerthi, "Trust region Newton method for logistic regression", J. Mach. Learn. Res. 9 (2008).
 */
export function fitLogistic(x: Table, options: FitLogisticOptions): LogisticFit {
  const { y, classes, costs, tolerance, maxIterations } = options;
  const { rows, columns, data } = x;
  const outputs = classes === 2 ? 1 : classes;
  const width = columns + 1;
  const total = Array.from({ length: rows }, (_, i) => costs[y[i]!]!).reduce((sum, cost) => sum + cost, 0);

  /** Scores of every row for every output, and their change along a direction. */
  const scores = (w: Float64Array): Float64Array => {
    const z = new Float64Array(rows * outputs);
    for (let i = 0; i < rows; i++) {
      const row = data.subarray(i * columns, (i + 1) * columns);
      for (let k = 0; k < outputs; k++) {
        z[i * outputs + k] = dot(row, w.subarray(k * width, k * width + columns)) + w[k * width + columns]!;
      }
    }
    return z;
  };
  /** Sum of the rows weighted by `residuals`, plus the penalty of `w`. */
  const gather = (residuals: Float64Array, w: Float64Array): Float64Array => {
    const out = new Float64Array(outputs * width);
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < outputs; k++) {
        const r = residuals[i * outputs + k]!;
        const base = k * width;
        for (let j = 0; j < columns; j++) out[base + j]! += r * data[i * columns + j]!;
        out[base + columns]! += r;
      }
    }
    for (let p = 0; p < out.length; p++) if (p % width < columns) out[p]! += w[p]!;
    return out;
  };
  /** Objective and probabilities; the first of two classes has score 0. */
  const evaluate = (w: Float64Array): { loss: number; p: Float64Array } => {
    const p = scores(w);
    let loss = 0;
    for (let q = 0; q < w.length; q++) if (q % width < columns) loss += 0.5 * w[q]! * w[q]!;
    for (let i = 0; i < rows; i++) {
      const z = p.subarray(i * outputs, (i + 1) * outputs);
      const first = outputs === 1 ? 0 : Number.NEGATIVE_INFINITY;
      const top = z.reduce((most, value) => Math.max(most, value), first);
      let sum = outputs === 1 ? Math.exp(-top) : 0;
      for (const value of z) sum += Math.exp(value - top);
      const own = outputs === 1 ? (y[i] === 1 ? z[0]! : 0) : z[y[i]!]!;
      loss += costs[y[i]!]! * (top + Math.log(sum) - own);
      for (let k = 0; k < outputs; k++) z[k] = Math.exp(z[k]! - top) / sum;
    }
    return { loss, p };
  };
  const gradientOf = (w: Float64Array, p: Float64Array): Float64Array => {
    const residuals = p.map((value, place) => {
      const i = Math.floor(place / outputs);
      const hit = outputs === 1 ? y[i] === 1 : y[i] === place % outputs;
      return costs[y[i]!]! * (value - (hit ? 1 : 0));
    });
    return gather(residuals, w);
  };
  const curvatureAlong = (direction: Float64Array, p: Float64Array): Float64Array => {
    const change = scores(direction);
    for (let i = 0; i < rows; i++) {
      let mean = 0;
      for (let q = i * outputs; q < (i + 1) * outputs; q++) mean += p[q]! * change[q]!;
      for (let q = i * outputs; q < (i + 1) * outputs; q++) {
        change[q] = costs[y[i]!]! * p[q]! * (change[q]! - mean);
      }
    }
    return gather(change, direction);
  };

  let w = new Float64Array(outputs * width);
  let { loss, p } = evaluate(w);
  let iterations = 0;
  let converged = false;
  for (; ; iterations++) {
    const gradient = gradientOf(w, p);
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    converged = largest <= tolerance * total;
    if (converged || iterations === maxIterations) break;
    const step = newtonStep(gradient, (direction) => curvatureAlong(direction, p));
    // What is added to every class alike changes no probability: rounding must not carry it on, and scikit-learn adds nothing.
    if (outputs > 1) {
      let shared = 0;
      for (let k = 0; k < outputs; k++) shared += step[k * width + columns]! / outputs;
      for (let k = 0; k < outputs; k++) step[k * width + columns]! -= shared;
    }
    const slope = dot(step, gradient);
    let length = 1;
    let next = { w, loss, p };
    for (; length > 1e-10; length /= 2) {
      const candidate = w.map((value, q) => value + length * step[q]!);
      next = { w: candidate, ...evaluate(candidate) };
      // At the end the loss no longer tells steps apart, only the gradient does.
      if (next.loss <= loss + 1e-4 * length * slope + 1e-14 * Math.abs(loss)) break;
    }
    if (length <= 1e-10) break;
    ({ w, loss, p } = next);
  }
  const row = (k: number) => [...w.subarray(k * width, (k + 1) * width)];
  const all = Array.from({ length: outputs }, (_, k) => row(k));
  return {
    coefficients: all.map((values) => values.slice(0, columns)),
    intercepts: all.map((values) => values[columns]!),
    iterations,
    converged,
  };
}

/** Solves H · step = −gradient by conjugate gradients, more exactly the smaller the gradient is. */
function newtonStep(gradient: Float64Array, curvature: (direction: Float64Array) => Float64Array): Float64Array {
  const step = new Float64Array(gradient.length);
  const residual = gradient.map((value) => -value);
  let direction = residual.slice();
  let square = dot(residual, residual);
  const norm = Math.sqrt(square);
  const enough = Math.min(0.1, Math.sqrt(norm)) * norm;
  for (let i = 0; i < 10 * gradient.length && Math.sqrt(square) > enough; i++) {
    const along = curvature(direction);
    const bend = dot(direction, along);
    if (!(bend > 0)) break;
    const length = square / bend;
    for (let q = 0; q < step.length; q++) {
      step[q]! += length * direction[q]!;
      residual[q]! -= length * along[q]!;
    }
    const next = dot(residual, residual);
    const share = next / square;
    direction = direction.map((value, q) => residual[q]! + share * value);
    square = next;
  }
  return step;
}
