import { Cache } from '../cache.ts';
import { checkCall, type OptionNames } from '../check-call.ts';
import { estimateTuning } from '../chroma/estimate-tuning.ts';
import { DspError } from '../errors.ts';
import { asMatrix } from '../matrix.ts';
import { resample } from '../resample/resample.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import type { PadMode } from '../stft/options.ts';
import { stft } from '../stft/stft.ts';
import type { WindowSpec } from '../stft/window.ts';
import type { ComplexSpectrogram } from '../types.ts';
import { requireFiniteNumber, requireInteger, requirePositive, requireRange } from '../validate.ts';
import { type ConstantQPlan, constantQPlan } from './constant-q-plan.ts';
import type { SparseFilter } from './wavelets.ts';

/** Options of {@link cqt}. */
export interface CqtOptions {
  /**
   * Samples per second.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Samples from one frame to the next; 2^(octaves − 1) should divide it, or the low octaves are slow.
   * @default 512
   */
  hopLength?: number | undefined;
  /**
   * Frequency of the first bin in Hz.
   * @default 32.7032, the C1
   */
  fMin?: number | undefined;
  /**
   * Number of bins, an integer ≥ 1.
   * @default 84
   */
  nBins?: number | undefined;
  /**
   * Bins of an octave, an integer ≥ 1.
   * @default 12
   */
  binsPerOctave?: number | undefined;
  /**
   * Deviation from A4 = 440 Hz in parts of a bin; `null` estimates it.
   * @default 0
   */
  tuning?: number | null | undefined;
  /**
   * Length of the filters: below 1 they are sharper in time, above 1 in frequency; > 0.
   * @default 1
   */
  filterScale?: number | undefined;
  /**
   * Norm that the filters are scaled to, above 0; `null` for none.
   * @default 1
   */
  norm?: number | null | undefined;
  /**
   * Part of the filters' magnitude that is left out, in [0, 1).
   * @default 0.01
   */
  sparsity?: number | undefined;
  /**
   * Window of the filters.
   * @default 'hann'
   */
  window?: WindowSpec | undefined;
  /**
   * Whether bins are divided by the square root of their filter's length, which makes noise flat.
   * @default true
   */
  scale?: boolean | undefined;
  /**
   * What lies beyond the ends of the signal.
   * @default 'constant'
   */
  padMode?: PadMode | undefined;
}

const names: OptionNames<CqtOptions> = {
  sampleRate: true,
  hopLength: true,
  fMin: true,
  nBins: true,
  binsPerOctave: true,
  tuning: true,
  filterScale: true,
  norm: true,
  sparsity: true,
  window: true,
  scale: true,
  padMode: true,
};

/** Frequency of the C of the first octave, 45 semitones below A4. */
export const c1: number = 440 * 2 ** (-45 / 12);

const plans = new Cache<string, ConstantQPlan>(4);

/** Multiplies filters with the frames of a transform, into the rows of an octave from `row` on. */
function respond<T extends Signal>(
  spectrum: ComplexSpectrogram<T>,
  filters: readonly SparseFilter[],
  scales: Float64Array,
  target: { readonly re: Float64Array; readonly im: Float64Array; readonly row: number; readonly frames: number },
): void {
  const { re, im, frames } = target;
  const [, columns] = spectrum.re.shape;
  for (const [i, filter] of filters.entries()) {
    const place = (target.row + i) * frames;
    for (const [k, bin] of filter.bins.entries()) {
      const a = filter.re[k]! * scales[i]!;
      const b = filter.im[k]! * scales[i]!;
      for (let t = 0, from = bin * columns; t < frames; t++, from++) {
        const x = spectrum.re.data[from]!;
        const y = spectrum.im.data[from]!;
        re[place + t]! += a * x - b * y;
        im[place + t]! += a * y + b * x;
      }
    }
  }
}

/**
 * Constant-Q transform: bins a fixed part of an octave apart, shape `[nBins, frames]`, each with a filter of as many periods.
 *
 * Lower octaves are computed from the signal at half the rate, again and again.
 *
 * Source: `librosa.cqt` 0.11; Schörkhuber and Klapuri, "Constant-Q transform toolbox for music processing" (2010).
 *
 * @throws DspError `invalid-option` (bins above half the sampling rate), `invalid-signal`, `non-finite`.
 */
export function cqt<T extends Signal>(samples: T, options: CqtOptions = {}): ComplexSpectrogram<OwnedSignal<T>> {
  checkCall('cqt', 'signal', samples, options, names);
  return cqtOf(samples, options);
}

/** The same for options that were checked. */
export function cqtOf<T extends Signal>(samples: T, options: CqtOptions): ComplexSpectrogram<OwnedSignal<T>> {
  const sampleRate = requirePositive('sampleRate', options.sampleRate ?? 22050);
  const hopLength = requireInteger('hopLength', options.hopLength ?? 512);
  const nBins = requireInteger('nBins', options.nBins ?? 84);
  const binsPerOctave = requireInteger('binsPerOctave', options.binsPerOctave ?? 12);
  const { norm = 1, scale = true, window = 'hann', padMode } = options;
  if (norm !== null && !(norm > 0)) {
    throw new DspError('invalid-option', `norm must be above 0, or null. Received ${String(norm)}.`);
  }
  requireFinite(samples);
  const tuning =
    options.tuning === null ? estimateTuning(samples, { sampleRate, binsPerOctave }) : (options.tuning ?? 0);
  const settings = {
    sampleRate,
    hopLength,
    nBins,
    binsPerOctave,
    fMin: requirePositive('fMin', options.fMin ?? c1) * 2 ** (requireFiniteNumber('tuning', tuning) / binsPerOctave),
    filterScale: requirePositive('filterScale', options.filterScale ?? 1),
    sparsity: requireRange('sparsity', options.sparsity ?? 0.01, 0, 1 - 2 ** -53),
    norm,
    window,
  };
  const isNamed = typeof window === 'string' || (typeof window === 'object' && 'name' in window);
  const key = JSON.stringify({ ...settings, norm: String(norm) });
  const plan = isNamed ? plans.get(key, () => constantQPlan(settings)) : constantQPlan(settings);

  const { early, octaves, lengths } = plan;
  if (samples.length < early) {
    throw new DspError('invalid-signal', `The signal must have at least ${early} samples. Received ${samples.length}.`);
  }
  let signal: Signal = early > 1 ? resample(samples, { from: early, to: 1, scale: true }) : samples;
  const growth = early > 1 && !scale ? Math.sqrt(early) : 1;
  const spectra = octaves.map(({ nFft, hop, isHalved }) => {
    const spectrum = stft(signal, { nFft, hopLength: hop, window: 'boxcar', padMode });
    if (isHalved) signal = resample(signal, { from: 2, to: 1, scale: true });
    return spectrum;
  });
  const frames = Math.min(...spectra.map(({ re }) => re.shape[1]));
  const re = new Float64Array(nBins * frames);
  const im = new Float64Array(nBins * frames);
  for (const [i, { filters, row, gain }] of octaves.entries()) {
    const scales = Float64Array.from(
      filters,
      (_, bin) => (gain * growth) / (scale ? Math.sqrt(lengths[row + bin]!) : 1),
    );
    respond(spectra[i]!, filters, scales, { re, im, row, frames });
  }
  const own = (values: Float64Array): OwnedSignal<T> => {
    const out = likeSignal(samples, values.length);
    out.set(values);
    return out;
  };
  return { re: asMatrix(own(re), nBins, frames), im: asMatrix(own(im), nBins, frames) };
}
