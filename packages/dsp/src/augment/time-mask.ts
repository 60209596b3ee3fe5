import { checkCall, type OptionNames } from '../check-call.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { requireInteger } from '../validate.ts';

/** Options of {@link timeMask}. */
export interface TimeMaskOptions {
  /** First sample that is silenced; ≥ 0. */
  readonly start: number;
  /** Number of samples silenced, fades included; ≥ 0. */
  readonly width: number;
  /**
   * Samples over which the signal fades linearly at both ends of the mask; at most half of `width` is used.
   * @default 0
   */
  readonly fade?: number | undefined;
}

const names: OptionNames<TimeMaskOptions> = { start: true, width: true, fade: true };

/**
 * Silences a stretch of a signal, as a dropped packet does.
 *
 * @param samples Signal; not changed.
 * @throws {DspError} `invalid-option`.
 */
export function timeMask<S extends Signal>(samples: S, options: TimeMaskOptions): OwnedSignal<S> {
  checkCall('timeMask', 'signal', samples, options, names);
  const start = requireInteger('start', options.start, 0);
  const width = requireInteger('width', options.width, 0);
  const fade = Math.min(requireInteger('fade', options.fade ?? 0, 0), Math.floor(width / 2));
  const out = likeSignal(samples, samples.length);
  out.set(samples);
  for (let i = 0; i < width && start + i < out.length; i++) {
    const fromEnd = Math.min(i, width - 1 - i);
    out[start + i]! *= fromEnd < fade ? 1 - (fromEnd + 0.5) / fade : 0;
  }
  return out;
}
