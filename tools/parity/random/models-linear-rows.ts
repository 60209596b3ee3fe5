import * as models from '../../../packages/models/src/index.ts';
import { type Draw, normal, pick, type RandomRow } from './row.ts';

/** Rows of a table around a center of their class, on scales of any size. */
function table(random: Draw): { x: Float64Array; y: number[]; shape: [number, number]; classes: number } {
  const classes = 2 + Math.floor(random() * 4);
  const columns = 1 + Math.floor(random() * 8);
  const rows = classes * (3 + Math.floor(random() * 12));
  const scale = Array.from({ length: columns }, () => 10 ** (2 * random() - 1));
  const centers = Array.from({ length: classes * columns }, () => normal(random));
  const y = Array.from({ length: rows }, (_, i) => (i < classes ? i : Math.floor(random() * classes)));
  const x = Float64Array.from({ length: rows * columns }, (_, n) => {
    const column = n % columns;
    return scale[column]! * (centers[y[Math.floor(n / columns)]! * columns + column]! + normal(random));
  });
  return { x, y, shape: [rows, columns], classes };
}

/**
 * The largest value of a kernel. libsvm rounds its kernel to float32, so that each support vector moves a score by up to C · K · 2⁻²⁴,
 * which is more than the last digits of an unscaled table's scores.
 */
function largestSquare(
  x: Float64Array,
  columns: number,
  { kernel, standardize }: { readonly kernel: string; readonly standardize: boolean },
): number {
  if (kernel === 'rbf') return 1;
  let largest = standardize ? columns : 0;
  for (let from = 0; from < x.length; from += columns)
    largest = Math.max(
      largest,
      x.subarray(from, from + columns).reduce((sum, value) => sum + value * value, 0),
    );
  return largest;
}

/** A linear model's scores beside those of scikit-learn's, which is fitted to the same rows. */
function linear(kind: 'logistic' | 'svm', tolerance: number): RandomRow {
  return {
    name: kind === 'logistic' ? 'trainLinear' : 'trainLinear (svm)',
    measure: 'relative',
    tolerance,
    refusals: [{ message: /Solver terminated early/, why: 'rounding keeps libsvm from 1e-10' }],
    draw(random) {
      const { x, y, shape } = table(random);
      const options = {
        C: pick(random, 0.01, 0.1, 1, 10),
        classWeight: pick(random, null, 'balanced' as const),
        standardize: random() < 0.7,
        kernel: pick(random, 'rbf' as const, 'linear' as const),
        gamma: pick<'scale' | 'auto' | number>(random, 'scale', 'auto', 0.1),
      };
      const { kernel, gamma, ...shared } = options;
      const scores = (data: Float64Array): Float64Array => {
        const own = kind === 'svm' ? (kernel === 'rbf' ? { kernel, gamma } : { kernel }) : {};
        const tolerance = kind === 'svm' ? 1e-7 : 1e-12;
        const model = models.trainLinear({ data, shape }, y, {
          kind,
          ...shared,
          ...own,
          tolerance,
          maxIterations: 1e6,
        });
        return models.decisionFunction(model, { data, shape }).data;
      };
      return {
        title: JSON.stringify({ shape, ...(kind === 'svm' ? options : shared) }),
        call: 'random_references.linear',
        args: [{ data: x, shape }, y],
        kwargs: {
          kind,
          c: options.C,
          class_weight: options.classWeight,
          standardize: options.standardize,
          kernel,
          gamma,
        },
        ours: () => scores(x),
        // Of a pair whose multipliers are all at a bound, any intercept of an interval is right.
        mayBeBounds: kind === 'svm',
        ...(kind === 'svm' && { scale: (4 * options.C * largestSquare(x, shape[1], options)) / 2 ** 24 / tolerance }),
      };
    },
  };
}

/** Linear models beside scikit-learn's. */
export const linearRows: readonly RandomRow[] = [linear('logistic', 1e-8), linear('svm', 1e-5)];
