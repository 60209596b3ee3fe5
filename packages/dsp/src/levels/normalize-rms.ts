import { checkCall, type OptionNames } from '../check-call.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { requirePositive } from '../validate.ts';

// In a vm, as under Jest, a global is found slowly: decision 0139.
const abs = Math.abs;
const max = Math.max;
const sqrt = Math.sqrt;

/** Options of {@link normalizeRms}. */
export interface NormalizeRmsOptions {
  /** Root of the mean square of the result, above 0; 0.1 is −20 dB relative to full scale. @default 0.1 */
  readonly rms?: number | undefined;
}

const names: OptionNames<NormalizeRmsOptions> = { rms: true };

/**
 * Scales a signal so that its root mean square is `rms`; silence stays silence.
 *
 * Peaks may exceed 1: nothing is clipped.
 *
 * @throws {@link DspError} `invalid-option`, or `non-finite`.
 */
export function normalizeRms<S extends Signal>(samples: S, options: NormalizeRmsOptions = {}): OwnedSignal<S> {
  checkCall('normalizeRms', 'signal', samples, options, names);
  const { rms = 0.1 } = options;
  requirePositive('rms', rms);
  requireFinite(samples);
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = max(peak, abs(samples[i]!));
  const output = likeSignal(samples, samples.length);
  if (peak === 0) return output;
  // Relative to the peak, so that no square leaves the range of doubles.
  let energy = 0;
  for (let i = 0; i < samples.length; i++) energy += (samples[i]! / peak) * (samples[i]! / peak);
  const level = rms / sqrt(energy / samples.length);
  for (let i = 0; i < samples.length; i++) output[i] = (samples[i]! / peak) * level;
  return output;
}
