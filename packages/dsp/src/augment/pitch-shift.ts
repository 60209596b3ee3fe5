import { checkCall, type OptionNames } from '../check-call.ts';
import { fixLength } from '../fix-length.ts';
import { portablePowerOfTwo } from '../portable/power.ts';
import { resample } from '../resample/resample.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { frameNames } from '../stft/option-names.ts';
import type { FrameOptions } from '../stft/options.ts';
import { requireInteger, requirePositive, requireRange } from '../validate.ts';
import { timeStretch } from './time-stretch.ts';

/** Options of {@link pitchShift}: how far, and how the signal is cut into frames. */
export interface PitchShiftOptions extends FrameOptions {
  /** Sample rate in Hz. */
  readonly sampleRate: number;
  /** Steps up (positive) or down (negative), at most eight octaves; need not be whole. */
  readonly nSteps: number;
  /**
   * Steps an octave; 12 makes a step a semitone, 24 a quarter tone.
   * @default 12
   */
  readonly binsPerOctave?: number | undefined;
  /**
   * Keep the energy instead of the amplitude, as {@link resample} does it.
   * @default false
   */
  readonly scale?: boolean | undefined;
}

const names: OptionNames<PitchShiftOptions> = {
  ...frameNames,
  sampleRate: true,
  nSteps: true,
  binsPerOctave: true,
  scale: true,
};

/**
 * Changes the pitch of a signal and keeps its duration: stretched by a phase vocoder, then resampled back.
 *
 * Gives what `librosa.effects.pitch_shift` 0.11 gives for float64 input, within the difference of the two resamplers.
 *
 * @param samples Signal; not changed.
 * @returns A new signal of the same length and precision.
 * @throws {DspError} `invalid-option`, or `non-finite` for NaN samples.
 */
export function pitchShift<S extends Signal>(samples: S, options: PitchShiftOptions): OwnedSignal<S> {
  checkCall('pitchShift', 'signal', samples, options, names);
  const { sampleRate, nSteps, binsPerOctave = 12, scale = false, ...frames } = options;
  requirePositive('sampleRate', sampleRate);
  requireInteger('binsPerOctave', binsPerOctave);
  // As far as rates can differ in a conversion; the bound keeps lengths sane.
  requireRange('nSteps', nSteps, -8 * binsPerOctave, 8 * binsPerOctave);
  const rate = portablePowerOfTwo(-nSteps / binsPerOctave);
  const stretched = timeStretch(samples, { ...frames, rate });
  const shifted = resample(stretched, { from: sampleRate / rate, to: sampleRate, scale });
  return fixLength(shifted, { size: samples.length });
}
