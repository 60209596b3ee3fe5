import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import { requireInteger } from '../validate.ts';
import { savitzkyGolayWeights } from './savitzky-golay.ts';

/** How {@link delta} treats the frames next to the ends, by the names of `scipy.signal.savgol_filter`. */
export type DeltaMode = 'interp' | 'nearest' | 'mirror' | 'constant' | 'wrap';

/** Options of {@link delta}. */
export interface DeltaOptions {
  /**
   * Number of frames that one estimate uses, an odd integer ≥ 3.
   * @default 9
   */
  width?: number | undefined;
  /**
   * Order of the derivative, an integer ≥ 1. Order 2 is not the delta of the delta.
   * @default 1
   */
  order?: number | undefined;
  /**
   * Degree of the fitted polynomial, order … width − 1.
   * @default order
   */
  polyorder?: number | undefined;
  /**
   * `'interp'` reads the derivative off the polynomial of the outermost `width` frames; the others continue the matrix:
   * by its edge value, by reflection about the edge frame, by `cval`, or periodically.
   * @default 'interp'
   */
  mode?: DeltaMode | undefined;
  /**
   * With mode `'constant'`: the value that continues the matrix.
   * @default 0
   */
  cval?: number | undefined;
  /**
   * Direction: 1 along the frames, 0 along the bands.
   * @default 1
   */
  axis?: 0 | 1 | undefined;
}

/** Index of the value that stands at `i` of a continued vector, or −1 for `cval`. */
function continued(i: number, length: number, mode: DeltaMode): number {
  if (i >= 0 && i < length) return i;
  if (mode === 'constant') return -1;
  if (mode === 'nearest' || length === 1) return i < 0 ? 0 : length - 1;
  const period = mode === 'wrap' ? length : 2 * (length - 1);
  const folded = ((i % period) + period) % period;
  return folded < length ? folded : period - folded;
}

const names: OptionNames<DeltaOptions> = {
  width: true,
  order: true,
  polyorder: true,
  mode: true,
  cval: true,
  axis: true,
};

/**
 * Derivative along time (or along the bands) by a Savitzky–Golay filter, in the shape and precision of the input.
 *
 * Source: `librosa.feature.delta` 0.11, which is `scipy.signal.savgol_filter(polyorder = order, deriv = order)`.
 *
 * @throws DspError `invalid-option`, `invalid-signal` (fewer frames than `width` with mode `'interp'`), `non-finite`.
 */
export function delta<T extends Signal>(matrix: StridedArray<T>, options: DeltaOptions = {}): Matrix<OwnedSignal<T>> {
  checkCall('delta', 'matrix', matrix, options, names);
  const { mode = 'interp', axis = 1, cval = 0 } = options;
  const width = requireInteger('width', options.width ?? 9, 3);
  const order = requireInteger('order', options.order ?? 1);
  const polyorder = requireInteger('polyorder', options.polyorder ?? order, order);
  if (width % 2 === 0) throw new DspError('invalid-option', `width must be odd. Received ${width}.`);
  if (polyorder >= width) {
    throw new DspError('invalid-option', `order and polyorder must be below width = ${width}. Received ${polyorder}.`);
  }
  if (!['interp', 'nearest', 'mirror', 'constant', 'wrap'].includes(mode) || (axis !== 0 && axis !== 1)) {
    throw new DspError('invalid-option', `mode or axis is unknown. Received mode ${mode}, axis ${axis}.`);
  }
  if (!Number.isFinite(cval)) throw new DspError('invalid-option', `cval must be finite. Received ${cval}.`);
  const { rows, columns } = shapeOf('matrix', matrix);
  const values = rowMajor(matrix);
  requireFinite(values, 'matrix');
  const lines = axis === 1 ? rows : columns;
  const length = axis === 1 ? columns : rows;
  const step = axis === 1 ? 1 : columns;
  if (mode === 'interp' && width > length) {
    throw new DspError(
      'invalid-signal',
      `delta with mode 'interp' needs at least width = ${width} frames. Received ${length}; ` +
        "choose a smaller width, or mode 'nearest'.",
    );
  }

  const half = (width - 1) / 2;
  const inner = savitzkyGolayWeights(width, polyorder, order, half);
  const atEdge = (i: number): Float64Array => savitzkyGolayWeights(width, polyorder, order, i);
  const left = mode === 'interp' ? Array.from({ length: half }, (_, i) => atEdge(i)) : [];
  const right = mode === 'interp' ? Array.from({ length: half }, (_, i) => atEdge(half + 1 + i)) : [];

  const out = likeSignal(values, values.length);
  for (let line = 0; line < lines; line++) {
    const base = axis === 1 ? line * columns : line;
    for (let t = 0; t < length; t++) {
      let sum = 0;
      if (t >= half && t < length - half) {
        for (let i = 0, place = base + (t - half) * step; i < width; i++, place += step)
          sum += inner[i]! * values[place]!;
      } else if (mode === 'interp') {
        const weights = t < half ? left[t]! : right[t - (length - half)]!;
        const first = t < half ? 0 : length - width;
        for (let i = 0; i < width; i++) sum += weights[i]! * values[base + (first + i) * step]!;
      } else {
        for (let i = 0; i < width; i++) {
          const source = continued(t - half + i, length, mode);
          sum += inner[i]! * (source >= 0 ? values[base + source * step]! : cval);
        }
      }
      out[base + t * step] = sum;
    }
  }
  return asMatrix(out, rows, columns);
}
