import { checkCall, inputError, type OptionNames } from '../check-call.ts';
import { isSignal, requireFinite, type Signal } from '../signal.ts';
import { requirePositive, requireRange } from '../validate.ts';
import { type PeriodOptions, periodNames, periodRules, periodsOf } from './jitter.ts';

/** Options of {@link shimmer}. */
export interface ShimmerOptions extends PeriodOptions {
  /** Samples per second. Required. */
  sampleRate: number;
  /** Seconds of the pulses in order, such as those of {@link glottalPulses}. Required. */
  pulses: Signal;
  /**
   * How often an amplitude may hold its neighbor, or be held by it, at least 1.
   * @default 1.6
   */
  maxAmplitudeFactor?: number | undefined;
}

const names: OptionNames<ShimmerOptions> = { ...periodNames, sampleRate: true, pulses: true, maxAmplitudeFactor: true };

/** Level around a pulse under a raised cosine; 0 where there are too few samples. */
function levelAt(samples: Signal, sampleRate: number, time: number, left: number, right: number): number {
  const begin = Math.max(0, Math.ceil((time - left) * sampleRate - 0.5));
  const end = Math.min(samples.length - 1, Math.floor((time + right) * sampleRate - 0.5));
  if (end - begin < 2) return 0;
  let squares = 0;
  let weights = 0;
  for (let n = begin; n <= end; n++) {
    const distance = (n + 0.5) / sampleRate - time;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / (distance < 0 ? left : right));
    squares += (samples[n]! * window) ** 2;
    weights += window * window;
  }
  return Math.sqrt(squares / weights);
}

/**
 * Mean difference of the amplitudes of neighboring periods over the mean amplitude: about 0.02 for a clear voice, above 0.0381 for many
 * hoarse ones. NaN where there are too few periods.
 *
 * Source: "Get shimmer (local)" of Praat 6.3.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function shimmer(samples: Signal, options: ShimmerOptions): number {
  checkCall('shimmer', 'signal', samples, options, names);
  const sampleRate = requirePositive('sampleRate', options.sampleRate);
  const { pulses } = options;
  if (!isSignal(pulses)) throw inputError('shimmer', 'pulses as glottalPulses gives them, a Float64Array', pulses);
  const maxFactor = requireRange('maxAmplitudeFactor', options.maxAmplitudeFactor ?? 1.6, 1, Number.MAX_VALUE);
  const { inRange, belong } = periodRules(options);
  requireFinite(samples);
  requireFinite(pulses, 'pulses');
  const periods = periodsOf(pulses);
  const peaks: { time: number; level: number }[] = [];
  for (let i = 1; i < periods.length; i++) {
    const [before, after] = [periods[i - 1]!, periods[i]!];
    if (!belong(before, after)) continue;
    const level = levelAt(samples, sampleRate, pulses[i]!, 0.2 * before, 0.2 * after);
    if (level > 0) peaks.push({ time: pulses[i]!, level });
  }
  let pairs = 0;
  let differences = 0;
  let levels = 0;
  for (let i = 1; i < peaks.length; i++) {
    const [a, b] = [peaks[i - 1]!, peaks[i]!];
    levels += a.level;
    if (!inRange(b.time - a.time) || Math.max(a.level / b.level, b.level / a.level) > maxFactor) continue;
    pairs++;
    differences += Math.abs(a.level - b.level);
  }
  return pairs === 0 ? Number.NaN : differences / pairs / (levels / (peaks.length - 1));
}
