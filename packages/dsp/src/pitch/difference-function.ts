import type { OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { cutFrames } from '../features/cut-frames.ts';
import { realFft } from '../fft/real-fft.ts';
import { requireFinite, type Signal } from '../signal.ts';
import type { PadMode } from '../stft/options.ts';
import { requireFiniteNumber, requireInteger, requirePositive } from '../validate.ts';
import { correlationKernel } from '../wasm/correlation-kernel.ts';
import { blockCorrelation, type FrameCorrelation, type FrameShape } from './block-correlation.ts';
import { transformedBlocks } from './transformed-blocks.ts';

/** The options that {@link yin} and {@link pyin} share. */
export interface PitchOptions {
  /**
   * Lowest fundamental frequency in Hz, above 0. About 65 suits speech.
   *
   * Required, as in librosa.
   */
  fMin: number;
  /** Highest fundamental frequency in Hz, above `fMin` and at most half the sampling rate. Required, as in librosa. */
  fMax: number;
  /**
   * Samples per second.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Samples in a frame; one period of `fMin` must fit, two are better.
   * @default 2048
   */
  frameLength?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default floor(frameLength / 4)
   */
  hopLength?: number | undefined;
  /**
   * Whether frame `t` is centered on sample `t · hopLength` or begins there.
   * @default true
   */
  center?: boolean | undefined;
  /**
   * What lies beyond the ends of the signal.
   * @default 'constant'
   */
  padMode?: PadMode | undefined;
}

export const pitchNames: OptionNames<PitchOptions> = {
  fMin: true,
  fMax: true,
  sampleRate: true,
  frameLength: true,
  hopLength: true,
  center: true,
  padMode: true,
};

/** The normalized difference functions of a signal, frame after frame. */
export interface DifferenceFunctions {
  readonly frames: number;
  readonly sampleRate: number;
  /** Lag in samples of the first value. */
  readonly minPeriod: number;
  /** Number of lags, at least 2. */
  readonly periods: number;
  /** Writes the function of frame `t` into `target`, which has `periods` places. */
  read(t: number, target: Float64Array): void;
}

const tiny = 2.2250738585072014e-308;

/** Checks what `librosa.yin` checks of its frequencies. */
function periodsOf(options: PitchOptions): {
  sampleRate: number;
  frameLength: number;
  minPeriod: number;
  last: number;
} {
  const sampleRate = requirePositive('sampleRate', options.sampleRate ?? 22050);
  const frameLength = requireInteger('frameLength', options.frameLength ?? 2048, 4);
  const fMin = requirePositive('fMin', options.fMin);
  const fMax = requireFiniteNumber('fMax', options.fMax);
  if (fMax > sampleRate / 2 || fMin >= fMax) {
    throw new DspError(
      'invalid-option',
      `fMax must lie above fMin = ${fMin} and at most at half the sampling rate, ${sampleRate / 2} Hz. Received ${fMax}.`,
    );
  }
  if (sampleRate / fMin >= frameLength - 1) {
    throw new DspError(
      'invalid-option',
      `A period of fMin = ${fMin} Hz must fit into a frame. Received frameLength ${frameLength}; choose at least ` +
        `${Math.ceil(sampleRate / fMin) + 2}, better ${2 * Math.ceil(sampleRate / fMin) + 1}, or a higher fMin.`,
    );
  }
  const minPeriod = Math.floor(sampleRate / fMax);
  return { sampleRate, frameLength, minPeriod, last: Math.min(Math.ceil(sampleRate / fMin), frameLength - 1) };
}

/**
 * Cuts a signal into frames and gives the cumulative mean normalized difference function of each.
 *
 * Source: `librosa.core.pitch._cumulative_mean_normalized_difference` 0.11; de Cheveigné and Kawahara, "YIN, a fundamental
 * frequency estimator for speech and music", J. Acoust. Soc. Am. 111 (2002), equation 8.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function differenceFunctions(samples: Signal, options: PitchOptions): DifferenceFunctions {
  requireFinite(samples);
  const { sampleRate, frameLength, minPeriod, last } = periodsOf(options);
  const hopLength = options.hopLength ?? Math.floor(frameLength / 4);
  const frames = cutFrames(samples, frameLength, { ...options, hopLength }, options.padMode ?? 'constant');
  // Zeros behind the frame keep the lags up to the last one free of wrapped products.
  let size = 1;
  while (size < frameLength + last) size *= 2;
  const frame = new Float64Array(size + 3);
  const correlation = new Float64Array(size);
  const correlate = correlationOf(frames.padded, { frameLength, hopLength: frames.hopLength, lags: last + 1 }, size);
  return {
    frames: frames.count,
    sampleRate,
    minPeriod,
    periods: last - minPeriod + 1,
    read(t, target) {
      frame.set(frames.at(t));
      correlate(t, frame, correlation);
      let energy = frame[0]! * frame[0]!;
      let sum = 0;
      for (let lag = 1; lag <= last; lag++) {
        // librosa leaves the first sample's energy out of the first lag and counts it in all others.
        const difference = 2 * (correlation[0]! - correlation[lag]!) - (lag === 1 ? 0 : energy);
        energy += frame[lag]! * frame[lag]!;
        sum += difference;
        if (lag >= minPeriod) target[lag - minPeriod] = difference / (sum / lag + tiny);
      }
    },
  };
}

/** The quickest way to the autocorrelations of frames; `size` is that of a transform that holds a frame and its lags. */
function correlationOf(padded: Signal, shape: FrameShape, size: number): FrameCorrelation {
  const { frameLength, hopLength, lags } = shape;
  if (frameLength % hopLength !== 0) return transformCorrelation(size);
  // Short frames of few lags are summed sooner than transformed.
  if (hopLength * lags < 2 * size * Math.log2(size)) return blockCorrelation(padded, shape);
  if (lags > hopLength) return transformCorrelation(size);
  return correlationKernel(padded, shape) ?? transformedBlocks(padded, shape);
}

/** Autocorrelations of frames by the Fourier transform of their power. */
function transformCorrelation(size: number): FrameCorrelation {
  const fft = realFft(size);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  const noImaginary = new Float64Array(fft.bins);
  return (_, frame, target) => {
    fft.forward(frame, re, im);
    for (let k = 0; k < re.length; k++) re[k] = re[k]! * re[k]! + im[k]! * im[k]!;
    fft.inverse(re, noImaginary, target);
  };
}

/**
 * Offset of the vertex of the parabola through a value and its two neighbors, in (−1, 1), or 0 where there is none or the
 * value is the first or last.
 *
 * Source: `librosa.core.pitch._parabolic_interpolation` 0.11.
 */
export function parabolicShift(values: Float64Array, at: number): number {
  if (at === 0 || at === values.length - 1) return 0;
  const curvature = values[at + 1]! + values[at - 1]! - 2 * values[at]!;
  const slope = (values[at + 1]! - values[at - 1]!) / 2;
  return Math.abs(slope) >= Math.abs(curvature) ? 0 : -slope / curvature;
}

/** Whether the value is below the one before and not above the one after; of the first, below its successor. */
export function isTrough(values: Float64Array, at: number): boolean {
  if (at === 0) return values[0]! < values[1]!;
  // The last lag has no neighbor to rise to: a period just beyond it counts there, as in librosa.
  return values[at]! < values[at - 1]! && (at === values.length - 1 || values[at]! <= values[at + 1]!);
}
