import { Cache } from '../cache.ts';
import { DspError } from '../errors.ts';
import { requireFftLength, requireInteger } from '../validate.ts';
import { getWindow, type WindowSpec } from './window.ts';

/** How a centered analysis continues the signal beyond its ends, by the names of `numpy.pad`. */
export type PadMode = 'constant' | 'edge' | 'reflect' | 'symmetric' | 'linear_ramp';

/** How a signal is cut into windowed frames; the same for analysis and synthesis. */
export interface FrameOptions {
  /**
   * Length of the transform in samples, an integer ≥ 1. Powers of two are fastest.
   * @default 2048
   */
  nFft?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default floor(winLength / 4)
   */
  hopLength?: number | undefined;
  /**
   * Length of the window in samples, 1 … nFft; shorter windows are centered in the frame between zeros.
   * @default nFft
   */
  winLength?: number | undefined;
  /**
   * Window; periodic if given by name.
   * @default 'hann'
   */
  window?: WindowSpec | undefined;
  /**
   * Whether frame `t` is centered on sample `t · hopLength` (the signal is padded by nFft / 2 on both sides) or begins there.
   * @default true
   */
  center?: boolean | undefined;
}

/** Options of {@link stft} and of every function that begins with one. */
export interface StftOptions extends FrameOptions {
  /**
   * What lies beyond the ends of the signal in a centered analysis. librosa's default is zeros since 0.10.
   * @default 'constant'
   */
  padMode?: PadMode | undefined;
}

/** {@link FrameOptions} checked and completed. */
export interface FrameSettings {
  readonly nFft: number;
  readonly bins: number;
  readonly hopLength: number;
  readonly center: boolean;
  /** The window between its zeros, `nFft` values. */
  readonly window: Float64Array;
  /** Equal for equal windows, so that tables can be kept by it; undefined where the window was given as values. */
  readonly windowKey: string | undefined;
}

const windows = new Cache<string, Float64Array>(16);

/** Checks frame options and fills in their defaults. @throws DspError `invalid-option` */
export function frameSettings(options: FrameOptions, defaultHop?: number): FrameSettings {
  const nFft = requireFftLength(options.nFft ?? 2048);
  const winLength = requireInteger('winLength', options.winLength ?? nFft);
  if (winLength > nFft) {
    throw new DspError('invalid-option', `winLength must be at most nFft = ${nFft}. Received ${winLength}.`);
  }
  const hopLength = requireInteger('hopLength', options.hopLength ?? defaultHop ?? Math.floor(winLength / 4));
  const spec = options.window ?? 'hann';
  const centered = (): Float64Array => {
    const window = new Float64Array(nFft);
    window.set(getWindow(spec, winLength), Math.floor((nFft - winLength) / 2));
    return window;
  };
  const named = typeof spec === 'string' || (typeof spec === 'object' && 'name' in spec);
  const windowKey = named ? `${JSON.stringify(spec)}/${winLength}/${nFft}` : undefined;
  return {
    nFft,
    bins: Math.floor(nFft / 2) + 1,
    hopLength,
    center: options.center ?? true,
    window: windowKey === undefined ? centered() : windows.get(windowKey, centered),
    windowKey,
  };
}
