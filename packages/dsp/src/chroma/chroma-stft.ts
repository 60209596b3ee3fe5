import { Cache } from '../cache.ts';
import { checkCall, type OptionNames } from '../check-call.ts';
import { nFftOf, type SpectralOptions, spectrumOf } from '../features/spectral-input.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { normalize } from '../normalize.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { stftNames } from '../stft/option-names.ts';
import { rowMajor, type StridedArray } from '../strided-array.ts';
import { product } from '../wasm/product-kernel.ts';
import { type ChromaFilterOptions, chromaFilterBank } from './chroma-filter-bank.ts';
import { tuningOf } from './estimate-tuning.ts';

const banks = new Cache<string, Float64Array>(8);

/** Options of {@link chromaStft}. */
export interface ChromaStftOptions extends SpectralOptions, ChromaFilterOptions {
  /**
   * Norm that every frame is scaled to: see {@link normalize}; `null` for none.
   * @default Infinity
   */
  norm?: number | null | undefined;
  /**
   * Deviation from A4 = 440 Hz in parts of a chroma bin; `null` estimates it from the spectrogram.
   * @default null
   */
  tuning?: number | null | undefined;
}

const names: OptionNames<ChromaStftOptions> = {
  ...stftNames,
  norm: true,
  tuning: true,
  sampleRate: true,
  nChroma: true,
  ctroct: true,
  octwidth: true,
  baseC: true,
  dtype: true,
};

/**
 * Energy of the pitch classes over time, shape `[nChroma, frames]`; the first row is C.
 *
 * Takes samples, or in their place a power spectrogram `[bins, frames]`.
 *
 * Source: `librosa.feature.chroma_stft` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function chromaStft<T extends Signal>(
  input: T | StridedArray<T>,
  options: ChromaStftOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('chromaStft', 'signal or matrix', input, options, names);
  const { sampleRate = 22050, nChroma = 12, norm = Number.POSITIVE_INFINITY } = options;
  const { ctroct = 5, octwidth = 2, baseC = true, dtype = 'float32' } = options;
  const spectrum = spectrumOf(input, options, 2);
  const { values, frames, nFft } = spectrum;
  // librosa's estimate sees the spectrogram alone, so an odd nFft counts as the even one of as many bins.
  const seen = { ...spectrum, nFft: nFftOf(spectrum.bins) };
  const tuning = options.tuning ?? tuningOf(seen, { sampleRate, binsPerOctave: nChroma });
  const key = [sampleRate, nFft, nChroma, tuning, ctroct, octwidth, baseC, dtype].join('/');
  const bank = banks.get(key, () =>
    Float64Array.from(
      rowMajor(chromaFilterBank({ sampleRate, nFft, nChroma, tuning, ctroct, octwidth, baseC, dtype })),
    ),
  );
  const chroma = product(bank, nChroma, values, frames);
  return normalize(asMatrix(chroma, nChroma, frames), { norm });
}
