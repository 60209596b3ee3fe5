import { checkCall } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { type OwnedFloat64, requireFinite, type Signal } from '../signal.ts';

/**
 * Moves events back to the nearest minimum of an energy at or before them: where a sound that peaks there begins.
 *
 * Source: `librosa.onset.onset_backtrack` 0.11; frame 0 counts as a minimum.
 *
 * @param energy A value for each frame, such as {@link onsetStrength} or the level.
 * @param events Frames, integers ≥ 0, such as those of {@link onsetDetect}.
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function onsetBacktrack(energy: Signal, events: ArrayLike<number>): OwnedFloat64 {
  checkCall('onsetBacktrack', 'signal', energy, {}, {});
  requireFinite(energy, 'energy');
  if (typeof events !== 'object' || events === null || !('length' in events)) {
    throw new DspError('invalid-option', 'onsetBacktrack(energy, events) wants the frames of the events as a list.');
  }
  // The latest minimum at or before every frame.
  const minima = new Float64Array(energy.length);
  for (let t = 1, last = 0; t < energy.length; t++) {
    if (t + 1 < energy.length && energy[t]! <= energy[t - 1]! && energy[t]! < energy[t + 1]!) last = t;
    minima[t] = last;
  }
  return Float64Array.from(events, (frame) => {
    if (!(Number.isInteger(frame) && frame >= 0)) {
      throw new DspError('invalid-option', `events must be frames, integers of at least 0. Received ${String(frame)}.`);
    }
    return minima[Math.min(frame, energy.length - 1)] ?? 0;
  });
}
