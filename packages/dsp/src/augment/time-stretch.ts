import { checkCall, type OptionNames } from '../check-call.ts';
import { roundHalfEven } from '../round-half-even.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { framesOf } from '../stft/frames.ts';
import { istft } from '../stft/istft.ts';
import { frameNames } from '../stft/option-names.ts';
import type { FrameOptions } from '../stft/options.ts';
import { stft } from '../stft/stft.ts';
import { requirePositive } from '../validate.ts';
import { runStretchKernel } from '../wasm/stretch-kernel.ts';
import { phaseVocoder } from './phase-vocoder.ts';

/** Options of {@link timeStretch}: the speed, and how the signal is cut into frames. */
export interface TimeStretchOptions extends FrameOptions {
  /** Speed: above 1 faster and shorter, below 1 slower and longer; > 0. */
  readonly rate: number;
}

const names: OptionNames<TimeStretchOptions> = { ...frameNames, rate: true };

/**
 * Changes the speed of a signal and keeps its pitch, by a phase vocoder.
 *
 * Gives the numbers of `librosa.effects.time_stretch` 0.11 for float64 input. librosa's own float32 path sums phases in
 * float32 and stays 60 dB away from its float64 path; ours does not.
 *
 * @param samples Signal; not changed.
 * @returns A new signal of `round(samples.length / rate)` samples (ties to even) in the same precision.
 * @throws {DspError} `invalid-option` for a rate that is not above 0, `non-finite` for NaN samples.
 */
export function timeStretch<S extends Signal>(samples: S, options: TimeStretchOptions): OwnedSignal<S> {
  checkCall('timeStretch', 'signal', samples, options, names);
  const { rate, ...frames } = options;
  requirePositive('rate', rate);
  const length = roundHalfEven(samples.length / rate);
  const analysis = framesOf(samples, frames);
  // A single frame has no hop of its own, but the frames that it is stretched to have the one that was asked for.
  const fast = analysis.count > 1 ? runStretchKernel(samples, analysis, rate, length) : undefined;
  if (fast) return fast;
  return istft(phaseVocoder(stft(samples, frames), { rate }), { ...frames, length });
}
