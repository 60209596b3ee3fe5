import { type SpectralOptions, spectrumOf } from '../features/spectral-input.ts';
import { asMatrix, rowMajor } from '../matrix.ts';
import { normalize } from '../normalize.ts';
import { likeSignal, type Signal } from '../signal.ts';
import type { Matrix } from '../types.ts';
import { type ChromaFilterOptions, chromaFilterBank } from './chroma-filter-bank.ts';
import { tuningOf } from './estimate-tuning.ts';

/** Options of {@link chromaStft}. */
export interface ChromaStftOptions extends SpectralOptions, ChromaFilterOptions {
  /**
   * Norm that every frame is scaled to: see {@link normalize}; `null` for none.
   * @default Infinity
   */
  norm?: number | null;
  /**
   * Deviation from A4 = 440 Hz in parts of a chroma bin; `null` estimates it from the spectrogram.
   * @default null
   */
  tuning?: number | null;
}

/**
 * Energy of the pitch classes over time, shape `[nChroma, frames]`; the first row is C.
 *
 * Takes samples, or in their place a power spectrogram `[bins, frames]`.
 *
 * Source: `librosa.feature.chroma_stft` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function chromaStft<T extends Signal>(input: T | Matrix<T>, options: ChromaStftOptions = {}): Matrix<T> {
  const { sampleRate = 22050, nChroma = 12, ctroct, octwidth, baseC, dtype, norm = Number.POSITIVE_INFINITY } = options;
  const spectrum = spectrumOf(input, options, 2);
  const { values, bins, frames, nFft } = spectrum;
  const tuning = options.tuning ?? tuningOf(spectrum, { sampleRate, binsPerOctave: nChroma });
  const bank = rowMajor(chromaFilterBank({ sampleRate, nFft, nChroma, tuning, ctroct, octwidth, baseC, dtype }));
  const chroma = likeSignal(values, nChroma * frames);
  const row = new Float64Array(frames);
  for (let c = 0; c < nChroma; c++) {
    row.fill(0);
    for (let k = 0, place = 0; k < bins; k++) {
      const weight = bank[c * bins + k]!;
      for (let t = 0; t < frames; t++, place++) row[t]! += weight * values[place]!;
    }
    chroma.set(row, c * frames);
  }
  return normalize(asMatrix(chroma, nChroma, frames), { norm });
}
