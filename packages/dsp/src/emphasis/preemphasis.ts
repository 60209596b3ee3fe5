import { checkCall, type OptionNames } from '../check-call.ts';
import { isFloat32, likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { requireFiniteNumber } from '../validate.ts';

/** Options of {@link preemphasis} and {@link deemphasis}. */
export interface EmphasisOptions {
  /** Weight of the previous sample; 0 changes nothing, 1 takes differences. @default 0.97 */
  readonly coef?: number | undefined;
  /**
   * State of the filter before the first sample. To filter a long signal in blocks, hand on −coef times the last input
   * sample (pre-emphasis) or coef times the last output sample (de-emphasis).
   * @default continues the first two samples in a straight line, see the functions
   */
  readonly zi?: number | undefined;
}

const names: OptionNames<EmphasisOptions> = { coef: true, zi: true };

/**
 * Lifts high frequencies: y[n] = x[n] − coef · x[n−1].
 *
 * Without `zi` the first value is y[0] = x[0] + (2 x[0] − x[1]), librosa's extrapolation. Source:
 * `librosa.effects.preemphasis` 0.11.
 *
 * @throws {@link DspError} `invalid-option`, or `non-finite`.
 */
export function preemphasis<S extends Signal>(samples: S, options: EmphasisOptions = {}): OwnedSignal<S> {
  checkCall('preemphasis', 'signal', samples, options, names);
  requireFinite(samples);
  const { coef = 0.97, zi = extrapolated(samples) } = options;
  requireFiniteNumber('coef', coef);
  requireFiniteNumber('zi', zi);
  const output = likeSignal(samples, samples.length);
  const round = isFloat32(samples) ? Math.fround : (value: number): number => value;
  const weight = round(coef);
  let state = zi;
  for (let n = 0; n < samples.length; n++) {
    output[n] = samples[n]! + state;
    state = round(-weight * samples[n]!);
  }
  return output;
}

/** 2 x[0] − x[1]; a single sample is taken for two equal ones. */
function extrapolated(samples: Signal): number {
  const first = samples[0] ?? 0;
  return 2 * first - (samples[1] ?? first);
}
