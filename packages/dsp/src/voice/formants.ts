import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { type OwnedFloat64, requireFinite, type Signal } from '../signal.ts';
import { requirePositive } from '../validate.ts';
import { burg } from './burg.ts';
import { polynomialRoots } from './polynomial-roots.ts';
import { praatResample } from './praat-resample.ts';
import { frameTimes, praatGaussian, sampleBefore, shortTermFrames } from './short-term.ts';

/** Options of {@link formants}. */
export interface FormantOptions {
  /** Samples per second. Required. */
  sampleRate: number;
  /**
   * Formants that are looked for below `fMax`, from 1 to 20, in steps of a half.
   * @default 5
   */
  nFormants?: number | undefined;
  /**
   * Highest frequency in Hz: 5,500 for most women, 5,000 for most men, 8,000 for a small child.
   * @default 5500
   */
  fMax?: number | undefined;
  /**
   * Effective length of the window in seconds; the Gaussian reaches over twice as much.
   * @default 0.025
   */
  windowLength?: number | undefined;
  /**
   * Seconds from one frame to the next.
   * @default windowLength / 4
   */
  timeStep?: number | undefined;
  /**
   * Frequency in Hz from which on the spectrum is raised by 6 dB per octave.
   * @default 50
   */
  preEmphasisFrom?: number | undefined;
}

/** Resonances of the vocal tract over time. */
export interface Formants {
  /** Seconds of the middle of each frame. */
  readonly times: OwnedFloat64;
  /** Hz, rising from row to row, shape `[floor(nFormants + 0.5), frames]`; NaN where a frame has fewer. */
  readonly frequencies: Matrix<OwnedFloat64>;
  /** Widths in Hz of the same formants. */
  readonly bandwidths: Matrix<OwnedFloat64>;
}

/** Formants closer to 0 or `fMax` than this many Hz say nothing. */
const safetyMargin = 50;

const names: OptionNames<FormantOptions> = {
  sampleRate: true,
  nFormants: true,
  fMax: true,
  windowLength: true,
  timeStep: true,
  preEmphasisFrom: true,
};

/** Frequencies and widths of the resonances of a frame, by rising frequency. */
function resonances(frame: Float64Array, poles: number, fMax: number): { hz: number; width: number }[] {
  const { re, im } = polynomialRoots(burg(frame, poles));
  const found: { hz: number; width: number }[] = [];
  for (let k = 0; k < poles; k++) {
    if (im[k]! < 0) continue;
    const hz = (Math.abs(Math.atan2(im[k]!, re[k]!)) * fMax) / Math.PI;
    // A root outside of the unit circle stands for its mirror image.
    const width = Math.abs((Math.log(re[k]! * re[k]! + im[k]! * im[k]!) * fMax) / Math.PI);
    if (hz >= safetyMargin && hz <= fMax - safetyMargin) found.push({ hz, width });
  }
  return found.sort((a, b) => a.hz - b.hz);
}

/**
 * Formants of every frame: the resonances of a linear prediction of the voice. Computed in float64.
 *
 * Frames of silence and of other sounds than voices have numbers too; look at those that are voiced (see {@link pyin}).
 *
 * Source: "To Formant (burg)" of Praat 6.3, whose numbers they are.
 *
 * @throws DspError `invalid-option`, `invalid-signal` (shorter than one frame), `non-finite`.
 */
export function formants(samples: Signal, options: FormantOptions): Formants {
  checkCall('formants', 'signal', samples, options, names);
  const sampleRate = requirePositive('sampleRate', options.sampleRate);
  const fMax = requirePositive('fMax', options.fMax ?? 5500);
  const windowLength = requirePositive('windowLength', options.windowLength ?? 0.025);
  const timeStep = requirePositive('timeStep', options.timeStep ?? windowLength / 4);
  const from = requirePositive('preEmphasisFrom', options.preEmphasisFrom ?? 50);
  const nFormants = options.nFormants ?? 5;
  if (!(nFormants >= 1 && nFormants <= 20 && Number.isInteger(2 * nFormants))) {
    throw new DspError(
      'invalid-option',
      `nFormants must be from 1 to 20 in steps of 0.5. Received ${String(nFormants)}.`,
    );
  }
  requireFinite(samples);
  const poles = 2 * nFormants;
  const rate = 2 * fMax;
  const { samples: low, first } = praatResample(Float64Array.from(samples), sampleRate, rate);
  const rows = Math.floor(nFormants + 0.5);
  const { count } = shortTermFrames(low.length, rate, { window: 2 * windowLength, step: timeStep, rows });
  const frames = {
    count,
    first: first + 0.5 * (low.length * (1 / rate) - 1 / rate - (count - 1) * timeStep),
    step: timeStep,
  };
  const size = Math.floor(2 * windowLength * rate);
  if (size < poles + 1) {
    throw new DspError('invalid-option', `${poles} poles need a window of more than ${poles / rate / 2} s.`);
  }
  const half = Math.floor(size / 2);
  const window = praatGaussian(size);
  const emphasis = Math.exp((-2 * Math.PI * from) / rate);
  const raised = low.map((x, n) => (n === 0 ? x : x - emphasis * low[n - 1]!));

  const frequencies = new Float64Array(rows * frames.count).fill(Number.NaN);
  const bandwidths = frequencies.slice();
  for (let t = 0; t < frames.count; t++) {
    const left = sampleBefore(frames.first + t * timeStep, rate, first);
    const begin = Math.max(0, left + 1 - half);
    const frame = raised.slice(begin, Math.min(raised.length, left + half + 1));
    if (frame.every((x) => x === 0)) continue;
    for (let n = 0; n < frame.length; n++) frame[n]! *= window[n]!;
    for (const [k, { hz, width }] of resonances(frame, poles, fMax).slice(0, rows).entries()) {
      frequencies[k * frames.count + t] = hz;
      bandwidths[k * frames.count + t] = width;
    }
  }
  return {
    times: frameTimes(frames),
    frequencies: asMatrix(frequencies, rows, frames.count),
    bandwidths: asMatrix(bandwidths, rows, frames.count),
  };
}
