import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { requireInteger } from '../validate.ts';
import { burg } from './burg.ts';

/** Options of {@link lpc}. */
export interface LpcOptions {
  /** Order of the filter, an integer ≥ 1 and below the number of samples. Required, as in librosa. */
  order: number;
}

const names: OptionNames<LpcOptions> = { order: true };

/**
 * Linear prediction coefficients 1, a₁ … a_order by Burg's method: the error is Σₖ aₖ x[n − k].
 *
 * Source: `librosa.lpc` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal` (fewer than `order + 1` samples), `non-finite`.
 */
export function lpc<T extends Signal>(samples: T, options: LpcOptions): OwnedSignal<T> {
  checkCall('lpc', 'signal', samples, options, names);
  const order = requireInteger('order', options.order);
  requireFinite(samples);
  if (samples.length <= order) {
    throw new DspError(
      'invalid-signal',
      `Order ${order} needs at least ${order + 1} samples. Received ${samples.length}.`,
    );
  }
  const out = likeSignal(samples, order + 1);
  out.set(burg(samples, order));
  return out;
}
