import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { roundHalfEven } from '../round-half-even.ts';
import type { EncodedBytes } from '../signal.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { requireInteger, requirePositive, requireRange } from '../validate.ts';
import { betaCdf } from './beta-distribution.ts';
import { decodePitch } from './decode-pitch.ts';
import { differenceFunctions, isTrough, type PitchOptions, parabolicShift, pitchNames } from './difference-function.ts';

/** Options of {@link pyin}. */
export interface PyinOptions extends PitchOptions {
  /**
   * Number of thresholds that troughs are held against, an integer ≥ 1.
   * @default 100
   */
  nThresholds?: number | undefined;
  /**
   * Shape of the beta distribution of the threshold, both above 0.
   * @default [2, 18]
   */
  betaParameters?: readonly [a: number, b: number] | undefined;
  /**
   * How much shorter periods are preferred to longer ones, above 0.
   * @default 2
   */
  boltzmannParameter?: number | undefined;
  /**
   * Size of a pitch bin in semitones, in (0, 1).
   * @default 0.1
   */
  resolution?: number | undefined;
  /**
   * Fastest change of pitch in octaves a second, ≥ 0.
   * @default 35.92
   */
  maxTransitionRate?: number | undefined;
  /**
   * Probability that a frame changes between voiced and voiceless, in [0, 1].
   * @default 0.01
   */
  switchProb?: number | undefined;
  /**
   * Probability of the deepest trough where none passes the threshold, in [0, 1].
   * @default 0.01
   */
  noTroughProb?: number | undefined;
  /**
   * What stands for the pitch of voiceless frames; `null` for the best guess.
   * @default NaN
   */
  fillNa?: number | null | undefined;
}

const names: OptionNames<PyinOptions> = {
  ...pitchNames,
  nThresholds: true,
  betaParameters: true,
  boltzmannParameter: true,
  resolution: true,
  maxTransitionRate: true,
  switchProb: true,
  noTroughProb: true,
  fillNa: true,
};

/** A pitch track, one value a frame. */
export interface PitchTrack<T extends Signal> {
  /** Fundamental frequency in Hz. */
  readonly f0: T;
  /** 1 for voiced frames, 0 for the others. */
  readonly voicedFlag: EncodedBytes;
  /** Probability in [0, 1] that a frame is voiced. */
  readonly voicedProb: T;
}

/** Probability of each trough of a difference function, over all thresholds. */
function troughProbabilities(
  difference: Float64Array,
  thresholds: { readonly values: Float64Array; readonly probs: Float64Array },
  { boltzmannParameter, noTroughProb }: { boltzmannParameter: number; noTroughProb: number },
): { readonly lag: number; readonly prob: number }[] {
  const lags: number[] = [];
  for (let lag = 0; lag < difference.length; lag++) if (isTrough(difference, lag)) lags.push(lag);
  if (lags.length === 0) return [];
  const heights = lags.map((lag) => difference[lag]!);
  const probs = new Float64Array(lags.length);
  const deepest = heights.indexOf(Math.min(...heights));
  const decay = Math.exp(-boltzmannParameter);
  let below = 0;
  for (let k = 0; k < thresholds.values.length; k++) {
    const passing = heights.flatMap((height, i) => (height < thresholds.values[k]! ? [i] : []));
    if (passing.length === 0) {
      below += thresholds.probs[k]!;
      continue;
    }
    const norm = (1 - decay) / (1 - Math.exp(-boltzmannParameter * passing.length));
    for (const [position, i] of passing.entries()) {
      probs[i]! += norm * Math.exp(-boltzmannParameter * position) * thresholds.probs[k]!;
    }
  }
  probs[deepest]! += noTroughProb * below;
  return lags.map((lag, i) => ({ lag, prob: probs[i]! })).filter(({ prob }) => prob !== 0);
}

/**
 * Fundamental frequency of every frame in Hz, with the frames told apart that have none, by probabilistic YIN.
 *
 * Several periods are possible in each frame; the most probable path through them is taken. Slower than {@link yin} by
 * about a factor of three.
 *
 * Source: `librosa.pyin` 0.11; Mauch and Dixon, "pYIN: a fundamental frequency estimator using probabilistic threshold
 * distributions", ICASSP 2014.
 *
 * @throws DspError `invalid-option`, `invalid-signal` (not even one frame), `non-finite`.
 */
export function pyin<T extends Signal>(samples: T, options: PyinOptions): PitchTrack<OwnedSignal<T>> {
  checkCall('pyin', 'signal', samples, options, names);
  const nThresholds = requireInteger('nThresholds', options.nThresholds ?? 100);
  const [a, b] = options.betaParameters ?? [2, 18];
  requirePositive('betaParameters', a);
  requirePositive('betaParameters', b);
  const boltzmannParameter = requirePositive('boltzmannParameter', options.boltzmannParameter ?? 2);
  const resolution = requirePositive('resolution', options.resolution ?? 0.1);
  if (resolution >= 1) {
    throw new DspError('invalid-option', `resolution must be below 1 semitone. Received ${resolution}.`);
  }
  const rate = requireRange('maxTransitionRate', options.maxTransitionRate ?? 35.92, 0, 1e6);
  const switchProb = requireRange('switchProb', options.switchProb ?? 0.01, 0, 1);
  const noTroughProb = requireRange('noTroughProb', options.noTroughProb ?? 0.01, 0, 1);
  const fillNa = options.fillNa === undefined ? Number.NaN : options.fillNa;
  const { fMin, fMax } = options;
  const { frames, sampleRate, minPeriod, periods, read } = differenceFunctions(samples, options);
  const hopLength = options.hopLength ?? Math.floor((options.frameLength ?? 2048) / 4);

  const cdf = Float64Array.from({ length: nThresholds + 1 }, (_, i) => betaCdf(i / nThresholds, a, b));
  const thresholds = {
    values: Float64Array.from({ length: nThresholds }, (_, i) => (i + 1) / nThresholds),
    probs: Float64Array.from({ length: nThresholds }, (_, i) => cdf[i + 1]! - cdf[i]!),
  };
  const binsPerSemitone = Math.ceil(1 / resolution);
  const bins = Math.floor(12 * binsPerSemitone * Math.log2(fMax / fMin)) + 1;
  const width = roundHalfEven((rate * 12 * hopLength) / sampleRate) * binsPerSemitone + 1;
  const difference = new Float64Array(periods);
  const voicedProb = likeSignal(samples, frames);
  const path = decodePitch(frames, { bins, width, switchProb }, (t, voiced) => {
    voiced.fill(0);
    read(t, difference);
    for (const { lag, prob } of troughProbabilities(difference, thresholds, { boltzmannParameter, noTroughProb })) {
      const hz = sampleRate / (minPeriod + lag + parabolicShift(difference, lag));
      const bin = Math.max(0, roundHalfEven(12 * binsPerSemitone * Math.log2(hz / fMin)));
      if (bin < bins) voiced[bin] = prob;
    }
    let sum = 0;
    for (const prob of voiced) sum += prob;
    sum = Math.min(1, Math.max(0, sum));
    voicedProb[t] = sum;
    return sum;
  });
  const f0 = likeSignal(samples, frames);
  const voicedFlag = Uint8Array.from(path, (state) => (state < bins ? 1 : 0));
  for (let t = 0; t < frames; t++) {
    const guess = fMin * 2 ** ((path[t]! % bins) / (12 * binsPerSemitone));
    f0[t] = voicedFlag[t] === 1 || fillNa === null ? guess : fillNa;
  }
  return { f0, voicedFlag, voicedProb };
}
