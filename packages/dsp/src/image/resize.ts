import { requireInteger } from '../validate.ts';

// In a vm, as under Jest, a global is found slowly: decision 0139.
const abs = Math.abs;
const ceil = Math.ceil;
const floor = Math.floor;
const max = Math.max;
const min = Math.min;

/** How a plane is brought to another size. */
export interface ResizeOptions {
  /** Rows of the result. */
  readonly height: number;
  /** Columns of the result. */
  readonly width: number;
  /**
   * Whether shrinking widens the triangle filter by the scale, so that every source value counts. Growing is the same
   * either way.
   * @default true
   */
  readonly antialias?: boolean | undefined;
}

/** For each output position: the first source index and the weights of the run that starts there. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: readonly Float64Array[];
}

function bilinearTaps(from: number, to: number, antialias: boolean): Taps {
  const scale = from / to;
  const radius = antialias ? max(scale, 1) : 1;
  const first = new Int32Array(to);
  const weights = Array.from({ length: to }, (_, i) => {
    // Half-pixel centers: output i covers [i·scale, (i + 1)·scale) of the source.
    const center = (i + 0.5) * scale;
    const start = max(0, ceil(center - radius - 0.5));
    const end = min(from - 1, floor(center + radius - 0.5));
    const run = new Float64Array(end - start + 1);
    let sum = 0;
    for (let k = start; k <= end; k++) {
      run[k - start] = max(0, 1 - abs(k + 0.5 - center) / radius);
      sum += run[k - start]!;
    }
    for (let k = 0; k < run.length; k++) run[k]! /= sum;
    first[i] = start;
    return run;
  });
  return { first, weights };
}

/**
 * Bilinear resizing of one row-major plane with half-pixel centers.
 *
 * Equals `tf.image.resize(…, method='bilinear', antialias=…)` of TensorFlow 2 within float32 rounding; with
 * `antialias: true` the same filter (triangle, support scaled, weights normalized at the borders) as `Image.resize(…,
 * Image.BILINEAR)` of Pillow on mode-`F` images.
 *
 * @param plane `height · width` values, row by row.
 * @returns `options.height · options.width` values, float64.
 */
export function resizeBilinear(
  plane: ArrayLike<number>,
  size: { readonly height: number; readonly width: number },
  options: ResizeOptions,
): Float64Array {
  const { antialias = true } = options;
  const height = requireInteger('height', options.height);
  const width = requireInteger('width', options.width);
  const across = bilinearTaps(size.width, width, antialias);
  const down = bilinearTaps(size.height, height, antialias);

  const narrowed = new Float64Array(size.height * width);
  for (let row = 0; row < size.height; row++) {
    for (let column = 0; column < width; column++) {
      const run = across.weights[column]!;
      const start = row * size.width + across.first[column]!;
      let sum = 0;
      for (let k = 0; k < run.length; k++) sum += run[k]! * plane[start + k]!;
      narrowed[row * width + column] = sum;
    }
  }
  const out = new Float64Array(height * width);
  for (let row = 0; row < height; row++) {
    const run = down.weights[row]!;
    const start = down.first[row]!;
    for (let k = 0; k < run.length; k++) {
      const weight = run[k]!;
      const source = (start + k) * width;
      for (let column = 0; column < width; column++) out[row * width + column]! += weight * narrowed[source + column]!;
    }
  }
  return out;
}
