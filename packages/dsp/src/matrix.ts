import { DspError } from './errors.ts';
import { likeSignal, type Signal } from './signal.ts';
import { fits, type StridedArray } from './strided-array.ts';

/** Options of {@link Matrix}. */
export interface MatrixLayout {
  /**
   * Distance from one row to the next, and from one column to the next, in values.
   * @default [columns, 1]
   */
  readonly stride?: readonly [row: number, column: number] | undefined;
  /**
   * Where the first value stands in `data`.
   * @default 0
   */
  readonly offset?: number | undefined;
}

/**
 * A matrix over a typed array, `[bands, frames]` where it holds features: element (i, j) is
 * `data[offset + i · stride[0] + j · stride[1]]`. Row-major and without gaps when this package made it.
 *
 * Iterates by row. Every function that takes a matrix reads anything with `data` and `shape`, an `ndarray` included.
 */
export class Matrix<T extends Signal = Signal> implements StridedArray<T> {
  /** The values; shared, never copied. */
  readonly data: T;
  /** Rows and columns. */
  readonly shape: readonly [rows: number, columns: number];
  /** Distance from one row to the next, and from one column to the next, in values. */
  readonly stride: readonly [row: number, column: number];
  /** Where element (0, 0) stands in `data`. */
  readonly offset: number;

  /** @throws DspError `invalid-signal` if the shape does not fit in the data */
  constructor(data: T, shape: readonly [rows: number, columns: number], layout: MatrixLayout = {}) {
    const { stride = [shape[1], 1], offset = 0 } = layout;
    this.data = data;
    this.shape = [shape[0], shape[1]];
    this.stride = [stride[0], stride[1]];
    this.offset = offset;
    if (!fits(this)) {
      throw new DspError(
        'invalid-signal',
        `A matrix of shape [${shape}], strides [${stride}] and offset ${offset} does not fit in ${data?.length} values.`,
      );
    }
  }

  /** Element (row, column); undefined behavior outside of the shape. */
  get(row: number, column: number): number {
    return this.data[this.offset + row * this.stride[0] + column * this.stride[1]]!;
  }

  /** Changes element (row, column) in place. */
  set(row: number, column: number, value: number): void {
    this.data[this.offset + row * this.stride[0] + column * this.stride[1]] = value;
  }

  /** One row as a typed array: a view where its values stand side by side, else a copy. */
  row(index: number): T {
    const [, columns] = this.shape;
    const first = this.offset + index * this.stride[0];
    if (this.stride[1] === 1) return this.data.subarray(first, first + columns) as T;
    const out = likeSignal(this.data, columns);
    for (let j = 0; j < columns; j++) out[j] = this.data[first + j * this.stride[1]]!;
    return out;
  }

  /** Row after row; see {@link Matrix.row}. */
  *[Symbol.iterator](): Generator<T, void, undefined> {
    for (let i = 0; i < this.shape[0]; i++) yield this.row(i);
  }

  /** The same values with rows and columns exchanged, `[frames, bands]`; no copy. */
  transpose(): Matrix<T> {
    const { data, shape, stride, offset } = this;
    return new Matrix(data, [shape[1], shape[0]], { stride: [stride[1], stride[0]], offset });
  }

  /** Mean of every row, over time where the columns are frames: numpy's `mean(axis=1)`, summed in float64. NaN without columns. */
  mean(): T {
    return this.#ofRows((row) => mean(row));
  }

  /** Standard deviation of every row around its mean: numpy's `std(axis=1)`, `ddof` 0, summed in float64. */
  std(): T {
    return this.#ofRows((row) => {
      const center = mean(row);
      let squares = 0;
      for (let j = 0; j < row.length; j++) squares += (row[j]! - center) ** 2;
      return Math.sqrt(squares / row.length);
    });
  }

  #ofRows(reduce: (row: T) => number): T {
    const out = likeSignal(this.data, this.shape[0]);
    for (let i = 0; i < out.length; i++) out[i] = reduce(this.row(i));
    return out;
  }
}

function mean(values: Signal): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += values[j]!;
  return sum / values.length;
}

/** Wraps row-major `data` as a `[rows, columns]` matrix without a copy. */
export function asMatrix<T extends Signal>(data: T, rows: number, columns: number): Matrix<T> {
  return new Matrix(data, [rows, columns]);
}
