import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { isStrided, rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import { requireInteger } from '../validate.ts';
import { type DctNorm, dct } from './dct.ts';

/** Options of {@link idct}. */
export interface IdctOptions {
  /** Which of the four transforms is undone. @default 2 */
  type?: 1 | 2 | 3 | 4 | undefined;
  /** Scaling that the forward transform had. @default 'backward' */
  norm?: DctNorm | undefined;
  /** Length of the result; missing coefficients count as 0. @default the number of coefficients */
  length?: number | undefined;
}

const inverseType = { 1: 1, 2: 3, 3: 2, 4: 4 } as const;
const inverseNorm = { ortho: 'ortho', backward: 'forward', forward: 'backward' } as const;

const optionNames: OptionNames<IdctOptions> = { type: true, norm: true, length: true };

/**
 * Inverse discrete cosine transform of a vector, or of every column of a matrix, in the precision of the input.
 *
 * From MFCC, `idct(cepstrum, { norm: 'ortho', length: 128 })` gives the smoothed mel spectrogram in decibels.
 *
 * Source: `scipy.fft.idct` 1.17.
 *
 * @throws DspError `invalid-option`, `invalid-signal`.
 */
export function idct<T extends Signal>(input: T, options?: IdctOptions): OwnedSignal<T>;
export function idct<T extends Signal>(input: StridedArray<T>, options?: IdctOptions): Matrix<OwnedSignal<T>>;
export function idct(input: Signal | StridedArray, options: IdctOptions = {}): Signal | Matrix {
  checkCall('idct', 'values', input, options, optionNames);
  const { type = 2, norm = 'backward' } = options;
  const { rows, columns } = isStrided(input) ? shapeOf('matrix', input) : { rows: input.length, columns: 1 };
  const length = requireInteger('length', options.length ?? rows);
  if (length < rows) {
    throw new DspError(
      'invalid-option',
      `length must be at least ${rows}, the coefficients given. Received ${length}.`,
    );
  }
  const given = isStrided(input) ? rowMajor(input) : input;
  const values = likeSignal(given, length * columns);
  values.set(given);
  const inverse = { type: inverseType[type] ?? type, norm: inverseNorm[norm] ?? norm };
  return isStrided(input) ? dct(asMatrix(values, length, columns), inverse) : dct(values, inverse);
}
