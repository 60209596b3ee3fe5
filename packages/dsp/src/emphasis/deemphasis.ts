import { checkCall, type OptionNames } from '../check-call.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { requireFiniteNumber } from '../validate.ts';
import type { EmphasisOptions } from './preemphasis.ts';

const names: OptionNames<EmphasisOptions> = { coef: true, zi: true };

/**
 * Undoes {@link preemphasis}: y[n] = x[n] + coef · y[n−1].
 *
 * Without `zi` it takes the input to have been made with the default of `preemphasis` and takes that start out again.
 * Source: `librosa.effects.deemphasis` 0.11.
 *
 * @throws {@link DspError} `invalid-option`, or `non-finite`.
 */
export function deemphasis<S extends Signal>(samples: S, options: EmphasisOptions = {}): OwnedSignal<S> {
  checkCall('deemphasis', 'signal', samples, options, names);
  const { coef = 0.97, zi } = options;
  requireFiniteNumber('coef', coef);
  if (zi !== undefined) requireFiniteNumber('zi', zi);
  requireFinite(samples);
  const output = likeSignal(samples, samples.length);
  let last = 0;
  for (let n = 0; n < samples.length; n++) {
    last = samples[n]! + (n === 0 ? (zi ?? 0) : coef * last);
    output[n] = last;
  }
  if (zi !== undefined || samples.length === 0) return output;

  const first = samples[0]!;
  // As if a second sample had been pre-emphasized that equals the first.
  const second = samples[1] ?? ((1 - coef) * first) / 2;
  let excess = ((2 - coef) * first - second) / (3 - coef);
  for (let n = 0; n < samples.length; n++, excess *= coef) output[n] = output[n]! - excess;
  return output;
}
