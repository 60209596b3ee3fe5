import { checkCall, type OptionNames } from '../check-call.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { requirePositive } from '../validate.ts';
import { differenceFunctions, isTrough, type PitchOptions, parabolicShift, pitchNames } from './difference-function.ts';

/** Options of {@link yin}. */
export interface YinOptions extends PitchOptions {
  /**
   * A period counts where the normalized difference of a trough lies below this; above 0.
   * @default 0.1
   */
  troughThreshold?: number | undefined;
}

const names: OptionNames<YinOptions> = { ...pitchNames, troughThreshold: true };

/** The period of one frame, as an index among the lags: the first deep trough, else the deepest value. */
export function periodOf(difference: Float64Array, threshold: number): number {
  let least = 0;
  for (let lag = 0; lag < difference.length; lag++) {
    const value = difference[lag]!;
    if (value < threshold && isTrough(difference, lag)) return lag;
    if (value < difference[least]!) least = lag;
  }
  return least;
}

/**
 * Fundamental frequency of every frame in Hz, by the YIN algorithm; voiceless frames get a number too.
 *
 * In digital silence it is the highest frequency that was asked for. {@link pyin} tells voiced frames from voiceless ones.
 *
 * Source: `librosa.yin` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal` (not even one frame), `non-finite`.
 */
export function yin<T extends Signal>(samples: T, options: YinOptions): OwnedSignal<T> {
  checkCall('yin', 'signal', samples, options, names);
  const threshold = requirePositive('troughThreshold', options.troughThreshold ?? 0.1);
  const { frames, periods, minPeriod, sampleRate, read } = differenceFunctions(samples, options);
  const difference = new Float64Array(periods);
  const f0 = likeSignal(samples, frames);
  for (let t = 0; t < frames; t++) {
    read(t, difference);
    const period = periodOf(difference, threshold);
    f0[t] = sampleRate / (minPeriod + period + parabolicShift(difference, period));
  }
  return f0;
}
