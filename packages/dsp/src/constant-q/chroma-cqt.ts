import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { normalize } from '../normalize.ts';
import { roundHalfEven } from '../round-half-even.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { isStrided, rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import { requireFiniteNumber, requireInteger, requirePositive } from '../validate.ts';
import { c1, cqtOf } from './cqt.ts';

/** Options of {@link chromaCqt}; those of the transform are for samples. */
export interface ChromaCqtOptions {
  /**
   * Samples per second.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default 512
   */
  hopLength?: number | undefined;
  /**
   * Frequency of the first bin in Hz.
   * @default 32.7032, the C1
   */
  fMin?: number | undefined;
  /**
   * Norm that every frame is scaled to: see {@link normalize}; `null` for none.
   * @default Infinity
   */
  norm?: number | null | undefined;
  /**
   * Values below this become 0 before they are scaled.
   * @default 0
   */
  threshold?: number | undefined;
  /**
   * Deviation from A4 = 440 Hz in parts of a bin; `null` estimates it.
   * @default null
   */
  tuning?: number | null | undefined;
  /**
   * Number of pitch classes of an octave, an integer ≥ 1.
   * @default 12
   */
  nChroma?: number | undefined;
  /**
   * Octaves that are summed, an integer ≥ 1.
   * @default 7
   */
  nOctaves?: number | undefined;
  /**
   * Bins of an octave, a multiple of `nChroma`.
   * @default 36
   */
  binsPerOctave?: number | undefined;
}

const names: OptionNames<ChromaCqtOptions> = {
  sampleRate: true,
  hopLength: true,
  fMin: true,
  norm: true,
  threshold: true,
  tuning: true,
  nChroma: true,
  nOctaves: true,
  binsPerOctave: true,
};

/** The class of every bin of an octave: neighbors on both sides of a class belong to it. */
function classesOf(binsPerOctave: number, nChroma: number, fMin: number): Int32Array {
  const merged = binsPerOctave / nChroma;
  const midi = 12 * (Math.log2(fMin) - Math.log2(440)) + 69;
  const roll = roundHalfEven((midi - 12 * Math.floor(midi / 12)) * (nChroma / 12));
  return Int32Array.from({ length: binsPerOctave }, (_, bin) => {
    const column = (bin + Math.floor(merged / 2)) % binsPerOctave;
    return (Math.floor(column / merged) + roll) % nChroma;
  });
}

/** Magnitudes of a constant-Q transform of samples. */
function magnitudesOf<T extends Signal>(samples: T, options: ChromaCqtOptions, binsPerOctave: number): Matrix<T> {
  const { sampleRate, hopLength, fMin, tuning = null } = options;
  const nBins = requireInteger('nOctaves', options.nOctaves ?? 7) * binsPerOctave;
  const { re, im } = cqtOf(samples, { sampleRate, hopLength, fMin, tuning, nBins, binsPerOctave });
  for (let i = 0; i < re.data.length; i++) re.data[i] = Math.hypot(re.data[i]!, im.data[i]!);
  return re as unknown as Matrix<T>;
}

/**
 * Energy of the pitch classes over time by a constant-Q transform, shape `[nChroma, frames]`; the first row is C.
 *
 * Takes samples, or in their place the magnitudes of {@link cqt}, `[bins, frames]`.
 *
 * Source: `librosa.feature.chroma_cqt` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function chromaCqt<T extends Signal>(
  input: T | StridedArray<T>,
  options: ChromaCqtOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('chromaCqt', 'signal or matrix', input, options, names);
  const { norm = Number.POSITIVE_INFINITY } = options;
  const nChroma = requireInteger('nChroma', options.nChroma ?? 12);
  const binsPerOctave = requireInteger('binsPerOctave', options.binsPerOctave ?? 36);
  const threshold = requireFiniteNumber('threshold', options.threshold ?? 0);
  if (binsPerOctave % nChroma !== 0) {
    throw new DspError(
      'invalid-option',
      `binsPerOctave must be a multiple of nChroma = ${nChroma}. Received ${binsPerOctave}.`,
    );
  }
  const matrix = isStrided(input) ? input : magnitudesOf(input, options, binsPerOctave);
  const { rows, columns } = shapeOf('magnitudes', matrix);
  const values = rowMajor(matrix);
  requireFinite(values, 'magnitudes');
  const classes = classesOf(binsPerOctave, nChroma, requirePositive('fMin', options.fMin ?? c1));
  const sums = new Float64Array(nChroma * columns);
  for (let bin = 0; bin < rows; bin++) {
    const row = classes[bin % binsPerOctave]! * columns;
    for (let t = 0; t < columns; t++) sums[row + t]! += values[bin * columns + t]!;
  }
  const chroma = likeSignal(values, sums.length);
  for (let i = 0; i < sums.length; i++) chroma[i] = sums[i]! < threshold ? 0 : sums[i]!;
  return normalize(asMatrix(chroma, nChroma, columns), { norm }) as Matrix<OwnedSignal<T>>;
}
