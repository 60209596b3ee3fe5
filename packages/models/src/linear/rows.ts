import { ModelsError } from '../errors.ts';
import type { StandardScaler } from './linear-model.ts';

/**
 * Rows of numbers: a matrix `[rows, columns]` (row-major unless it has strides), such as `{ data, shape: [n, 512] }`, a
 * matrix of `@ser/dsp` or an ndarray; or a list of rows of the same length.
 */
export type Rows =
  | {
      readonly data: ArrayLike<number>;
      readonly shape: readonly number[];
      readonly stride?: readonly number[];
      readonly offset?: number;
    }
  | readonly ArrayLike<number>[];

/** Rows as float64, one behind the other. */
export interface Table {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

const wanted = 'Pass { data, shape: [rows, columns] } or a list of rows.';

function shapeOf(x: Rows): [number, number] {
  if (Array.isArray(x)) {
    const columns = x[0]?.length;
    const uneven = x.findIndex((row) => typeof row !== 'object' || row?.length !== columns);
    if (columns === undefined || uneven >= 0) {
      const received = x.length === 0 ? 'none' : `${columns ?? typeof x[0]} and, at ${uneven}, ${x[uneven]?.length}`;
      throw new ModelsError('invalid-input', `Rows must be of one length, and at least one. Received ${received}.`);
    }
    return [x.length, columns];
  }
  const { data, shape } = (x ?? {}) as Exclude<Rows, readonly ArrayLike<number>[]>;
  if (shape?.length !== 2 || typeof data?.length !== 'number') {
    throw new ModelsError('invalid-input', `x must be rows of numbers. ${wanted} Received ${describe(x)}.`);
  }
  return [shape[0]!, shape[1]!];
}

function describe(x: unknown): string {
  if (ArrayBuffer.isView(x)) return `a ${x.constructor.name} of ${(x as Float32Array).length} values without a shape`;
  if (typeof x !== 'object' || x === null) return String(x);
  const { shape } = x as { shape?: readonly number[] };
  return shape ? `shape [${shape.slice(0, 5).join(', ')}]` : 'an object without data and shape';
}

/** Reads rows of any form into one float64 table. @throws {ModelsError} `invalid-input` */
export function readRows(x: Rows, columns?: number): Table {
  const [rows, width] = shapeOf(x);
  if (!(rows >= 1 && width >= 1) || (columns !== undefined && width !== columns)) {
    throw new ModelsError(
      'invalid-input',
      `x must have at least one row of ${columns ?? 'at least 1'} columns. Received ${rows} rows of ${width}.`,
    );
  }
  const data = new Float64Array(rows * width);
  if (Array.isArray(x)) for (let i = 0; i < rows; i++) data.set(x[i]!, i * width);
  else {
    const { data: from, stride = [width, 1], offset = 0 } = x as Exclude<Rows, readonly ArrayLike<number>[]>;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < width; j++) data[i * width + j] = from[offset + i * stride[0]! + j * stride[1]!]!;
    }
  }
  const at = data.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) {
    throw new ModelsError(
      'invalid-input',
      `x must hold finite numbers. Received ${data[at]} in row ${Math.floor(at / width)}, column ${at % width}.`,
    );
  }
  return { data, rows, columns: width };
}

/** Mean and population deviation of each column; columns that never change are divided by 1, as scikit-learn does. */
export function fitScaler({ data, rows, columns }: Table): StandardScaler {
  const mean = new Float64Array(columns);
  const variance = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) mean[i % columns]! += data[i]! / rows;
  for (let i = 0; i < data.length; i++) variance[i % columns]! += (data[i]! - mean[i % columns]!) ** 2 / rows;
  const epsilon = 2 ** -52;
  const scale = variance.map((value, j) => {
    const rounding = rows * epsilon * value + (rows * mean[j]! * epsilon) ** 2;
    return value <= rounding ? 1 : Math.sqrt(value);
  });
  return { mean: [...mean], scale: [...scale] };
}

/** The rows scaled; the table itself where there is no scaler. */
export function applyScaler(table: Table, scaler: StandardScaler | null): Table {
  if (scaler === null) return table;
  const { columns } = table;
  const data = table.data.map((value, i) => (value - scaler.mean[i % columns]!) / scaler.scale[i % columns]!);
  return { ...table, data };
}

/** Those rows of a table. */
export function pickRows({ data, columns }: Table, indices: readonly number[]): Table {
  const picked = new Float64Array(indices.length * columns);
  for (const [to, from] of indices.entries())
    picked.set(data.subarray(from * columns, (from + 1) * columns), to * columns);
  return { data: picked, rows: indices.length, columns };
}

/** Scalar product of two rows. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
