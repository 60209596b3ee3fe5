import type { Signal } from '../signal.ts';

/**
 * Where the spectrum of the noise is taken from.
 *
 * - a signal: a recording of the noise alone, at the same sample rate, at least one frame long;
 * - `{ leading }`: the first seconds of the signal itself, before anyone speaks;
 * - `'quantile'`: estimated in every frequency from its quieter moments, for noise that stays the same (Stahl, Fischer
 *   and Bippus 2000, "Quantile based noise estimation", ICASSP);
 * - `'tracked'`: followed from frame to frame by the probability that nobody speaks, for noise that changes (Gerkmann and
 *   Hendriks 2012, "Unbiased MMSE-based noise power estimation", IEEE Trans. ASLP 20).
 */
export type NoiseSource = Signal | { readonly leading: number } | 'quantile' | 'tracked';

/** Options that every method has. */
export interface NoiseReductionOptions {
  /** Sample rate in Hz. */
  readonly sampleRate: number;
  /**
   * Share of the attenuation that is carried out: 1 all of it, 0 none (the signal comes back as it was).
   * @default 1
   */
  readonly reduction?: number | undefined;
  /**
   * Length of the transform in samples.
   * @default the power of two that covers 32 ms: 1024 at 22,050 Hz
   */
  readonly nFft?: number | undefined;
  /**
   * Samples from one frame to the next, at most `nFft / 2`.
   * @default floor(nFft / 4)
   */
  readonly hopLength?: number | undefined;
}

/** Power spectral subtraction after Berouti, Schwartz and Makhoul. */
export interface BeroutiOptions extends NoiseReductionOptions {
  readonly method?: 'spectral-subtraction' | undefined;
  readonly rule?: 'berouti' | undefined;
  /** Where the spectrum of the noise is taken from. @default 'quantile' */
  readonly noise?: NoiseSource | undefined;
  /**
   * How many times the noise power is taken off, ≥ 0; 0 changes nothing. `'adaptive'`: 4 − 0.15 · SNR of the frame in dB,
   * between 1 (loud frames) and 4.75 (frames buried in noise).
   * @default 'adaptive'
   */
  readonly overSubtraction?: number | 'adaptive' | undefined;
  /**
   * Share of the noise power that is left to mask the rest, 0 … 1: 0.01 leaves it 20 dB below where it was.
   * @default 0.01
   */
  readonly floor?: number | undefined;
}

/** Magnitude spectral subtraction after Boll. */
export interface BollOptions extends NoiseReductionOptions {
  readonly method?: 'spectral-subtraction' | undefined;
  readonly rule: 'boll';
  /** Where the spectrum of the noise is taken from. @default 'quantile' */
  readonly noise?: NoiseSource | undefined;
}

/** Gating by a threshold above a noise that stays the same. */
export interface StationaryGatingOptions extends NoiseReductionOptions, GateSmoothing {
  readonly method: 'spectral-gating';
  readonly stationary?: true | undefined;
  /** Where the spectrum of the noise is taken from. @default 'quantile' */
  readonly noise?: NoiseSource | undefined;
  /**
   * Standard deviations of the noise level in dB between its mean and the threshold.
   * @default 1.5
   */
  readonly threshold?: number | undefined;
}

/** Gating by how far each frequency stands above its own running average: for noise that changes slowly. */
export interface AdaptiveGatingOptions extends NoiseReductionOptions, GateSmoothing {
  readonly method: 'spectral-gating';
  readonly stationary: false;
  /**
   * Time constant of the running average in seconds, > 0.
   * @default 2
   */
  readonly timeConstant?: number | undefined;
  /**
   * Multiple of the average by which a magnitude must exceed it for the gate to be half open, ≥ 0.
   * @default 2
   */
  readonly threshold?: number | undefined;
  /**
   * Steepness of the gate around its threshold, > 0.
   * @default 10
   */
  readonly slope?: number | undefined;
}

/** How a bin listens to its neighbors in frequency and time, so that single bins do not chirp. */
export interface GateSmoothing {
  /**
   * `'support'`: an open bin stays open where a quarter of its neighborhood or more is open, and closes in proportion
   * below; a closed one takes the average. `'average'`: every bin takes the average, as in noisereduce, which costs
   * narrow partials of speech most of their level.
   * @default 'support'
   */
  readonly smoothing?: 'support' | 'average';
  /**
   * Half width of the triangular average over frequency in Hz, ≥ 0.
   * @default 250, or half the sample rate where that is less
   */
  readonly smoothFrequency?: number;
  /**
   * Half width of the triangular average over time in seconds, ≥ 0.
   * @default 0.05
   */
  readonly smoothTime?: number;
}

/** Options of {@link reduceNoise}: one of four methods. */
export type ReduceNoiseOptions = BeroutiOptions | BollOptions | StationaryGatingOptions | AdaptiveGatingOptions;
