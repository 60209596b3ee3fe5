import type { NdArray } from 'ndarray';
import type { Signal } from './signal.ts';

/** A two-dimensional `ndarray`, row-major when this package made it; strided and offset views are honored as input. */
export type Matrix<T extends Signal = Signal> = NdArray<T>;

/** A complex spectrogram, real and imaginary part apart, both `[1 + floor(nFft / 2), frames]`. */
export interface ComplexSpectrogram<T extends Signal = Signal> {
  readonly re: Matrix<T>;
  readonly im: Matrix<T>;
}
