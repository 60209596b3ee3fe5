import { MetricsError } from '../errors.ts';

/** A row-major view as `ndarray` has it: `data[offset + i·stride[0] + j·stride[1]]`; contiguous without stride and offset. */
export interface StridedArray {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly stride?: readonly number[] | undefined;
  readonly offset?: number | undefined;
}

/** One score an item: an array, or a one-dimensional view. */
export type ScoreVector = ArrayLike<number> | StridedArray;

/**
 * One score an item and class, `[items, classes]`: an array of rows, a two-dimensional view, or a flat `Float32Array` or
 * `Float64Array` row after row, as `predict` of `@ser/models` gives it.
 */
export type ScoreMatrix = ArrayLike<ArrayLike<number>> | StridedArray | Float32Array | Float64Array;

/** Scores as one contiguous array. */
export interface Scores {
  /** Row-major `[rows, columns]`. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Whether the input had one dimension only. */
  readonly isVector: boolean;
  /** Machine epsilon of the input: float32's for `Float32Array`s. */
  readonly epsilon: number;
}

/** 2^-23 and 2^-52: the distance from 1 to the next float. */
const epsilon32 = 1 / 8388608;

/**
 * Reads scores of any accepted form.
 *
 * @param items Number of items where it is known: a flat table of several times that length has so many columns.
 * @throws {MetricsError} `invalid-score` for ragged rows, other shapes, NaN and infinities.
 */
export function readScores(scores: ScoreVector | ScoreMatrix, name: string, items?: number): Scores {
  if (typeof scores !== 'object' || scores === null || !('shape' in scores || 'length' in scores)) {
    throw new MetricsError(
      'invalid-score',
      `${name} must be scores: an array of rows, { data, shape }, or a flat Float32Array; received ${scores === null ? 'null' : typeof scores}.`,
    );
  }
  const read =
    'shape' in scores ? readStrided(scores, name) : (readFlat(scores, name, items) ?? readRows(scores, name));
  const { values, columns, isVector } = read;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) {
      const where = isVector ? `[${i}]` : `[${Math.floor(i / columns)}][${i % columns}]`;
      throw new MetricsError('invalid-score', `${name}${where} is ${values[i]}, not a finite number.`);
    }
  }
  return read;
}

/** A flat table of `items` rows; undefined for anything else. */
function readFlat(scores: ArrayLike<unknown>, name: string, items: number | undefined): Scores | undefined {
  if (floatKind(scores) === undefined || !items || scores.length === items || scores.length % items !== 0)
    return undefined;
  return readStrided({ data: scores as Float32Array, shape: [items, scores.length / items] }, name);
}

/** Whether values are float32 or float64; told by their tag, so that arrays of another window or context count too. */
function floatKind(values: unknown): 'float32' | 'float64' | undefined {
  const tag = Object.prototype.toString.call(values);
  return tag === '[object Float32Array]' ? 'float32' : tag === '[object Float64Array]' ? 'float64' : undefined;
}

function readRows(scores: ArrayLike<number> | ArrayLike<ArrayLike<number>>, name: string): Scores {
  const rows = scores.length;
  const first = scores[0];
  if (first === undefined || typeof first === 'number') {
    const epsilon = floatKind(scores) === 'float32' ? epsilon32 : Number.EPSILON;
    const values = Float64Array.from(scores as ArrayLike<number>, (v) => (typeof v === 'number' ? v : Number.NaN));
    return { values, rows, columns: 1, isVector: true, epsilon };
  }
  const columns = first.length;
  const values = new Float64Array(rows * columns);
  let single = true;
  for (let i = 0; i < rows; i++) {
    const row = scores[i] as ArrayLike<number>;
    if (row?.length !== columns) {
      throw new MetricsError(
        'invalid-score',
        `${name} has ${columns} columns in row 0 and ${row?.length ?? 'none'} in row ${i}.`,
      );
    }
    if (floatKind(row) !== 'float32') single = false;
    for (let j = 0; j < columns; j++) values[i * columns + j] = row[j]!;
  }
  return { values, rows, columns, isVector: false, epsilon: single ? epsilon32 : Number.EPSILON };
}

function readStrided({ data, shape, stride, offset = 0 }: StridedArray, name: string): Scores {
  if (shape.length !== 1 && shape.length !== 2) {
    throw new MetricsError(
      'invalid-score',
      `${name} must be [items] or [items, classes], received the shape [${shape.join(', ')}].`,
    );
  }
  const isVector = shape.length === 1;
  const rows = shape[0]!;
  const columns = isVector ? 1 : shape[1]!;
  const rowStride = stride?.[0] ?? columns;
  const columnStride = stride?.[1] ?? 1;
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      values[i * columns + j] = data[offset + i * rowStride + j * columnStride] ?? Number.NaN;
    }
  }
  const epsilon = floatKind(data) === 'float32' ? epsilon32 : Number.EPSILON;
  return { values, rows, columns, isVector, epsilon };
}
