import { checkCall, checkComplex, checkOptions, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { requireFftLength } from '../validate.ts';
import { realFft } from './real-fft.ts';

/** A vector of complex numbers, real and imaginary part apart. */
export interface ComplexVector<T extends Signal = Signal> {
  readonly re: T;
  readonly im: T;
}

/**
 * Discrete Fourier transform of a real vector of any length ≥ 1: its first `1 + floor(n / 2)` bins, unscaled.
 *
 * The arithmetic is float64; the result is rounded to the precision of the input. Powers of two are fastest, other
 * lengths cost about six times as much.
 *
 * Source: `scipy.fft.rfft` 1.17.
 *
 * @throws DspError `invalid-signal` if empty, `non-finite`.
 */
export function rfft<T extends Signal>(samples: T): ComplexVector<OwnedSignal<T>> {
  checkCall('rfft', 'signal', samples, {}, {});
  requireFinite(samples);
  if (samples.length === 0)
    throw new DspError('invalid-signal', 'The transform needs at least 1 sample. Received none.');
  const fft = realFft(samples.length);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  fft.forward(Float64Array.from(samples), re, im);
  const out = { re: likeSignal(samples, fft.bins), im: likeSignal(samples, fft.bins) };
  out.re.set(re);
  out.im.set(im);
  return out;
}

const names: OptionNames<{ n?: number }> = { n: true };

/**
 * Inverse of {@link rfft}, scaled by 1 / n.
 *
 * Source: `scipy.fft.irfft` 1.17.
 *
 * @param options `n`: length of the result, which tells an odd one from an even one. Default 2 · (bins − 1).
 * @throws DspError `invalid-option` if the number of bins is not `1 + floor(n / 2)`, `non-finite`.
 */
export function irfft<T extends Signal>(bins: ComplexVector<T>, options: { n?: number } = {}): OwnedSignal<T> {
  checkComplex('irfft', 'signal', bins);
  checkOptions('irfft', options, names);
  const { re, im } = bins;
  const n = requireFftLength(options.n ?? 2 * (re.length - 1), 1, 'n');
  if (re.length !== Math.floor(n / 2) + 1 || im.length !== re.length) {
    throw new DspError(
      'invalid-option',
      `A result of ${n} values needs ${Math.floor(n / 2) + 1} bins in re and im. Received ${re.length} and ${im.length}.`,
    );
  }
  requireFinite(re, 'spectrum');
  requireFinite(im, 'spectrum');
  const samples = new Float64Array(n);
  realFft(n).inverse(Float64Array.from(re), Float64Array.from(im), samples);
  const out = likeSignal(re, n);
  out.set(samples);
  return out;
}
