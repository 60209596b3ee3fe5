import { checkCall } from '../check-call.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';

/**
 * Turns a signal upside down: `−samples`. It sounds the same and has the same spectrogram; waveform models learn to
 * ignore it.
 *
 * @param samples Signal; not changed.
 */
export function invertPolarity<S extends Signal>(samples: S): OwnedSignal<S> {
  checkCall('invertPolarity', 'signal', samples, {}, {});
  const out = likeSignal(samples, samples.length);
  for (let i = 0; i < out.length; i++) out[i] = -samples[i]!;
  return out;
}
