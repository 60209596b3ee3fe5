import { checkOptions, describe, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import type { OwnedFloat32 } from '../signal.ts';
import { isStrided, rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import { requireInteger, requireRoom } from '../validate.ts';
import { resizeBilinear } from './resize.ts';
import { type Scaling, scaleToUnit } from './scaling.ts';

/** An RGB image: `[height, width, 3]`, float32, row-major, values in [0, 1]. */
export interface Image {
  /** Value of row i, column j, channel c at `(i · width + j) · 3 + c`. */
  readonly data: OwnedFloat32;
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly stride: readonly [row: number, column: number, channel: number];
  readonly offset: number;
}

/** Options of {@link toImage}. */
export interface ToImageOptions {
  /**
   * Rows of the image.
   * @default the rows of the matrix
   */
  readonly height?: number | undefined;
  /**
   * Columns of the image.
   * @default the columns of the matrix
   */
  readonly width?: number | undefined;
  /**
   * How values become [0, 1], each channel by its own values; done before resizing.
   * @default 'min-max'
   */
  readonly scaling?: Scaling | undefined;
  /**
   * Whether shrinking averages (Pillow's bilinear, `antialias=True` in TensorFlow) or samples (`tf.image.resize` by default).
   * @default true
   */
  readonly antialias?: boolean | undefined;
  /**
   * Where row 0 of the matrix, the lowest band, stands: at the top, as an array is printed, or at the bottom, as a
   * spectrogram is drawn.
   * @default 'upper'
   */
  readonly origin?: 'upper' | 'lower' | undefined;
}

const names: OptionNames<ToImageOptions> = { height: true, width: true, scaling: true, antialias: true, origin: true };

/**
 * Turns a spectrogram into an image for a vision network: one matrix repeated in three channels, or three matrices
 * stacked (for instance mel, Δ and ΔΔ).
 *
 * Resizing is bilinear with half-pixel centers, as `tf.image.resize`; see {@link ToImageOptions.antialias}. A matrix
 * without variation gives an even image (0 under min–max, 0.5 under z-score), never NaN.
 *
 * @param input A matrix `[bands, frames]`, or three of one shape.
 * @returns `[height, width, 3]`, float32, in [0, 1].
 * @throws {DspError} `invalid-signal` for another shape or number of matrices, `non-finite` for NaN or infinite values.
 */
export function toImage(input: StridedArray | readonly StridedArray[], options: ToImageOptions = {}): Image {
  checkOptions('toImage', options, names);
  const { scaling = 'min-max', antialias = true, origin = 'upper' } = options;
  if (origin !== 'upper' && origin !== 'lower') {
    throw new DspError('invalid-option', `origin must be 'upper' or 'lower'. Received ${JSON.stringify(origin)}.`);
  }
  const matrices = isStrided(input) ? [input] : input;
  const { rows, columns } = commonShape(matrices);
  const height = options.height ?? rows;
  const width = options.width ?? columns;

  requireRoom('The image', requireInteger('height', height) * requireInteger('width', width) * 3);
  const planes = matrices.map((matrix) => {
    const values = scaleToUnit(rowMajor(matrix), scaling);
    return height === rows && width === columns
      ? values
      : resizeBilinear(values, { height: rows, width: columns }, { height, width, antialias });
  });
  const pixels = new Float32Array(height * width * 3);
  for (let row = 0; row < height; row++) {
    const source = (origin === 'upper' ? row : height - 1 - row) * width;
    for (let column = 0; column < width; column++) {
      const pixel = (row * width + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        pixels[pixel + channel] = planes[planes.length === 1 ? 0 : channel]![source + column]!;
      }
    }
  }
  return { data: pixels, shape: [height, width, 3], stride: [3 * width, 3, 1], offset: 0 };
}

function commonShape(matrices: readonly StridedArray[]): { rows: number; columns: number } {
  if (!Array.isArray(matrices) || (matrices.length !== 1 && matrices.length !== 3)) {
    throw new DspError(
      'invalid-signal',
      `toImage wants one matrix [bands, frames] or a list of three. Received ${describe(matrices)}.`,
    );
  }
  const shape = shapeOf('matrix', matrices[0]!);
  for (const matrix of matrices) {
    const { rows, columns } = shapeOf('matrix', matrix);
    if (rows !== shape.rows || columns !== shape.columns) {
      throw new DspError(
        'invalid-signal',
        `the three matrices of an image must have one shape, received [${shape.rows}, ${shape.columns}] and [${rows}, ${columns}].`,
      );
    }
  }
  if (shape.rows * shape.columns === 0) {
    throw new DspError(
      'invalid-signal',
      `an image needs at least one value, received a matrix [${shape.rows}, ${shape.columns}].`,
    );
  }
  return shape;
}
