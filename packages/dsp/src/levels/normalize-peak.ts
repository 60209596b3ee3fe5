import { checkCall, type OptionNames } from '../check-call.ts';
import { isFloat32, likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { requirePositive } from '../validate.ts';

// In a vm, as under Jest, a global is found slowly: decision 0139.
const abs = Math.abs;

/** Options of {@link normalizePeak}. */
export interface NormalizePeakOptions {
  /** Largest magnitude of the result, above 0. @default 1 */
  readonly peak?: number | undefined;
}

/** Below the smallest normal number there is nothing but rounding noise to amplify: librosa's `util.tiny`. */
const tiny = { float32: 1.1754943508222875e-38, float64: 2.2250738585072014e-308 };

const names: OptionNames<NormalizePeakOptions> = { peak: true };

/**
 * Scales a signal so that its largest magnitude is `peak`; silence stays silence.
 *
 * With the default it is `librosa.util.normalize(y)` 0.11 of a mono signal, bit for bit.
 *
 * @throws {@link DspError} `invalid-option`, or `non-finite`.
 */
export function normalizePeak<S extends Signal>(samples: S, options: NormalizePeakOptions = {}): OwnedSignal<S> {
  checkCall('normalizePeak', 'signal', samples, options, names);
  const { peak = 1 } = options;
  requirePositive('peak', peak);
  requireFinite(samples);
  let largest = 0;
  for (let i = 0; i < samples.length; i++) {
    const magnitude = abs(samples[i]!);
    if (magnitude > largest) largest = magnitude;
  }
  const output = likeSignal(samples, samples.length);
  if (largest < (isFloat32(samples) ? tiny.float32 : tiny.float64)) {
    output.set(samples);
    return output;
  }
  for (let i = 0; i < samples.length; i++) output[i] = (samples[i]! / largest) * peak;
  return output;
}
