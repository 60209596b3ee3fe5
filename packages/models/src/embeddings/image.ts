import { ModelsError } from '../errors.ts';

/**
 * An image as the field writes it: values with a shape. An `ndarray` fits, views with strides and an offset included.
 */
export interface ImageLike {
  readonly data: ArrayLike<number>;
  /** `[height, width, channels]`. */
  readonly shape: readonly number[];
  /**
   * Distance between neighbors along each axis, in values.
   * @default row-major
   */
  readonly stride?: readonly number[];
  /**
   * Where the first value stands in `data`.
   * @default 0
   */
  readonly offset?: number;
}

/**
 * Copies an image of any number of axes, row-major, into `out` from `start` on.
 *
 * @throws ModelsError `invalid-input` when its shape, strides and data contradict each other.
 */
export function copyRowMajor(image: ImageLike, out: Float32Array, start = 0): void {
  const { data, shape, offset = 0 } = image;
  const stride = image.stride ?? shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1));
  let first = offset;
  let last = offset;
  for (let axis = 0; axis < shape.length; axis++) {
    const reach = (shape[axis]! - 1) * stride[axis]!;
    if (reach > 0) last += reach;
    else first += reach;
  }
  const isWhole = shape.every((n) => Number.isInteger(n) && n > 0) && stride.length === shape.length;
  // Written so that a NaN fails.
  if (!(isWhole && first >= 0 && last < data.length)) {
    throw new ModelsError(
      'invalid-input',
      `An image of shape [${shape.join(', ')}], strides [${stride.join(', ')}] and offset ${offset} does not fit in its ` +
        `data of ${data.length} values.`,
    );
  }
  let to = start;
  const copy = (axis: number, from: number): void => {
    const n = shape[axis]!;
    const step = stride[axis]!;
    if (axis === shape.length - 1) {
      for (let i = 0; i < n; i++) out[to++] = data[from + i * step]!;
      return;
    }
    for (let i = 0; i < n; i++) copy(axis + 1, from + i * step);
  };
  const isContiguous = stride.every(
    (n, axis) => n === (axis === shape.length - 1 ? 1 : stride[axis + 1]! * shape[axis + 1]!),
  );
  if (isContiguous && data instanceof Float32Array) out.set(data.subarray(offset, last + 1), start);
  else copy(0, offset);
}
