import type { Matrix } from './matrix.ts';
import type { Signal } from './signal.ts';
import type { StridedArray } from './strided-array.ts';

/** A complex spectrogram, real and imaginary part apart, both `[1 + floor(nFft / 2), frames]`. */
export interface ComplexSpectrogram<T extends Signal = Signal> {
  readonly re: Matrix<T>;
  readonly im: Matrix<T>;
}

/** What is read as a {@link ComplexSpectrogram}. */
export interface ComplexSpectrogramLike<T extends Signal = Signal> {
  readonly re: StridedArray<T>;
  readonly im: StridedArray<T>;
}
