import { Cache } from '../cache.ts';
import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { portableSinCos } from '../portable/trigonometry.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { isStrided, rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import { requireInteger, requireRoom } from '../validate.ts';
import { product } from '../wasm/product-kernel.ts';

/** Scaling of a cosine transform: `'ortho'` makes it its own transpose's inverse, `'backward'` leaves it unscaled. */
export type DctNorm = 'ortho' | 'backward' | 'forward';

/** Options of {@link dct}. */
export interface DctOptions {
  /** Which of the four transforms. @default 2 */
  type?: 1 | 2 | 3 | 4 | undefined;
  /** Scaling, as in scipy. @default 'backward' */
  norm?: DctNorm | undefined;
  /** Number of coefficients to keep, from the first on. @default all */
  count?: number | undefined;
}

/** Weight of input n in the unscaled coefficient k. */
function element(type: 1 | 2 | 3 | 4, size: number, k: number, n: number): number {
  switch (type) {
    case 1:
      return (n === 0 || n === size - 1 ? 1 : 2) * portableSinCos((k * n) / (2 * (size - 1))).cos;
    case 2:
      return 2 * portableSinCos((k * (2 * n + 1)) / (4 * size)).cos;
    case 3:
      return (n === 0 ? 1 : 2) * portableSinCos(((2 * k + 1) * n) / (4 * size)).cos;
    case 4:
      return 2 * portableSinCos(((2 * k + 1) * (2 * n + 1)) / (8 * size)).cos;
  }
}

/** What `norm: 'ortho'` multiplies an element with, on top of the common factor. */
function orthogonalizer(type: 1 | 2 | 3 | 4, size: number, k: number, n: number): number {
  const isEdge = (i: number): boolean => i === 0 || i === size - 1;
  if (type === 1) return (isEdge(n) ? Math.SQRT2 : 1) * (isEdge(k) ? Math.SQRT1_2 : 1);
  if (type === 2) return k === 0 ? Math.SQRT1_2 : 1;
  if (type === 3) return n === 0 ? Math.SQRT2 : 1;
  return 1;
}

const bases = new Cache<string, Float64Array>(16);

const names: OptionNames<DctOptions> = { type: true, norm: true, count: true };

/** Matrix `[count, size]` of a cosine transform, row-major; the sixteen used last are kept. */
export function dctBasis(type: 1 | 2 | 3 | 4, norm: DctNorm, size: number, count: number): Float64Array {
  if (![1, 2, 3, 4].includes(type)) {
    throw new DspError('invalid-option', `The DCT type must be 1, 2, 3 or 4. Received ${String(type)}.`);
  }
  if (!['ortho', 'backward', 'forward'].includes(norm)) {
    throw new DspError('invalid-option', `The DCT norm must be 'ortho', 'backward' or 'forward'. Received ${norm}.`);
  }
  if (type === 1 && size < 2) throw new DspError('invalid-signal', 'A DCT of type 1 needs at least 2 values.');
  return bases.get(`${type}/${norm}/${size}/${count}`, () => {
    const period = 2 * (type === 1 ? size - 1 : size);
    const scale = { ortho: Math.sqrt(1 / period), backward: 1, forward: 1 / period }[norm];
    const basis = new Float64Array(count * size);
    for (let k = 0; k < count; k++) {
      for (let n = 0; n < size; n++) {
        const correction = norm === 'ortho' ? orthogonalizer(type, size, k, n) : 1;
        basis[k * size + n] = element(type, size, k, n) * correction * scale;
      }
    }
    return basis;
  });
}

/**
 * Discrete cosine transform of a vector, or of every column of a matrix, in the precision of the input.
 *
 * Source: `scipy.fft.dct` 1.17.
 *
 * @throws DspError `invalid-option`, `invalid-signal`.
 */
export function dct<T extends Signal>(input: T, options?: DctOptions): OwnedSignal<T>;
export function dct<T extends Signal>(input: StridedArray<T>, options?: DctOptions): Matrix<OwnedSignal<T>>;
export function dct(input: Signal | StridedArray, options: DctOptions = {}): Signal | Matrix {
  checkCall('dct', 'values', input, options, names);
  const { type = 2, norm = 'backward' } = options;
  const values: Signal = isStrided(input) ? rowMajor(input) : input;
  const { rows, columns } = isStrided(input) ? shapeOf('matrix', input) : { rows: values.length, columns: 1 };
  const count = requireInteger('count', options.count ?? rows, 0);
  if (count > rows) throw new DspError('invalid-option', `count must be at most ${rows}. Received ${count}.`);
  requireRoom('The transform', count * rows);
  const basis = dctBasis(type, norm, rows, count);
  const out = product(basis, count, values, columns);
  return isStrided(input) ? asMatrix(out, count, columns) : out;
}
