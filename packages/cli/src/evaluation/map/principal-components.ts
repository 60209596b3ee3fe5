import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/**
 * Scores of the first principal components, row by row: what the centered rows are along the directions of largest variance, as
 * scikit-learn's `PCA().fit_transform` gives them. A component's sign is such that its largest score by absolute value is positive.
 *
 * It solves the eigenproblem of rows by rows, which is small where a row is long: a few hundred files of thousands of numbers.
 *
 * @param rows Rows of equal length, two or more.
 * @param count Components, at most as many as rows.
 */
export function principalComponents(rows: readonly ArrayLike<number>[], count: number): number[][] {
  const n = rows.length;
  const dim = rows[0]!.length;
  const centered = rows.map((row) => Float64Array.from(row));
  for (let j = 0; j < dim; j++) {
    let mean = 0;
    for (const row of centered) mean += row[j]! / n;
    for (const row of centered) row[j]! -= mean;
  }
  const products = Matrix.zeros(n, n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < dim; j++) sum += centered[a]![j]! * centered[b]![j]!;
      products.set(a, b, sum);
      products.set(b, a, sum);
    }
  }
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(products, {
    assumeSymmetric: true,
  });
  const order = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]!);
  const scores = order.slice(0, Math.min(count, n)).map((column) => {
    const length = Math.sqrt(Math.max(0, values[column]!));
    const own = vectors.getColumn(column).map((value) => value * length);
    const largest = own.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
    return largest < 0 ? own.map((value) => -value) : own;
  });
  return rows.map((_, i) => scores.map((component) => component[i]!));
}
