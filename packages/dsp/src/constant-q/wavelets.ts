import { realFft } from '../fft/real-fft.ts';
import { getWindow, type WindowSpec } from '../stft/window.ts';
import { requireRoom } from '../validate.ts';

/** A filter in the domain of frequency, without the bins that hardly count. */
export interface SparseFilter {
  readonly bins: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** What the filters of an octave are made of. */
export interface WaveletSettings {
  readonly window: WindowSpec;
  /** Norm that every filter is scaled to, or null. */
  readonly norm: number | null;
  /** Part of a filter's magnitude that is left out, in [0, 1). */
  readonly sparsity: number;
}

/** The norm of complex values by their magnitudes. */
function normOf(magnitudes: Float64Array, norm: number): number {
  if (norm === Number.POSITIVE_INFINITY) return magnitudes.reduce((most, x) => Math.max(most, x), 0);
  let sum = 0;
  for (const x of magnitudes) sum += norm === 1 ? x : x ** norm;
  return norm === 1 ? sum : sum ** (1 / norm);
}

/** Bins that hold all but `sparsity` of the magnitude. */
function sparse(re: Float64Array, im: Float64Array, sparsity: number): SparseFilter {
  const magnitudes = re.map((x, k) => Math.hypot(x, im[k]!));
  const sorted = magnitudes.slice().sort();
  const total = normOf(magnitudes, 1);
  let sum = 0;
  let threshold = sorted[0]!;
  for (const magnitude of sorted) {
    threshold = magnitude;
    sum += magnitude / total;
    if (!(sum < sparsity)) break;
  }
  const bins = Int32Array.from([...magnitudes.keys()].filter((k) => magnitudes[k]! >= threshold));
  return { bins, re: Float64Array.from(bins, (k) => re[k]!), im: Float64Array.from(bins, (k) => im[k]!) };
}

/**
 * Filters for frequencies given as a part of the sampling rate, each as many samples long as it has in `lengths`.
 *
 * Source: `librosa.filters.wavelet` 0.11, which makes the filters in float32; these are float64.
 *
 * @internal
 */
export function waveletFilters(
  turns: Float64Array,
  lengths: Float64Array,
  { window, norm, sparsity }: WaveletSettings,
): { readonly nFft: number; readonly filters: readonly SparseFilter[] } {
  const longest = lengths.reduce((most, x) => Math.max(most, x), 0);
  const nFft = 2 ** Math.ceil(Math.log2(longest));
  requireRoom('The filters', nFft * lengths.length);
  const fft = realFft(nFft);
  const filters = Array.from(lengths, (length, i) => {
    const begin = Math.floor(-length / 2);
    const count = Math.floor(length / 2) - begin;
    const shape = getWindow(window, count);
    const magnitude = norm === null ? 1 : normOf(shape.map(Math.abs), norm) || 1;
    const first = Math.floor((nFft - count) / 2);
    const parts = [Math.cos, Math.sin].map((wave) => {
      const values = new Float64Array(nFft);
      for (let n = 0; n < count; n++) {
        const value = (shape[n]! * wave(2 * Math.PI * turns[i]! * (begin + n))) / magnitude;
        values[first + n] = (value * length) / nFft;
      }
      const re = new Float64Array(fft.bins);
      const im = new Float64Array(fft.bins);
      fft.forward(values, re, im);
      return { re, im };
    });
    const [cosine, sine] = parts as [(typeof parts)[0], (typeof parts)[0]];
    // The transform of c + i s, at the frequencies from 0 to half the rate.
    const re = cosine.re.map((x, k) => x - sine.im[k]!);
    const im = cosine.im.map((x, k) => x + sine.re[k]!);
    return sparse(re, im, sparsity);
  });
  return { nFft, filters };
}
