import { checkOptions, inputError } from '../check-call.ts';
import { isSignal, requireFinite, type Signal } from '../signal.ts';
import { requireInteger, requirePositive } from '../validate.ts';
import { onsetStrength } from './onset-strength.ts';

/** What is read in place of samples: librosa's keyword `onset_envelope`. */
export interface OnsetEnvelope<T extends Signal = Signal> {
  /** Strength of each frame, as {@link onsetStrength} gives it. */
  readonly onsetEnvelope: T;
}

/** Frames of the features that begin with an onset strength. */
export interface OnsetFrameOptions {
  /**
   * Samples per second.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default 512
   */
  hopLength?: number | undefined;
}

/** {@link OnsetFrameOptions} checked and completed. */
export function onsetFrames(options: OnsetFrameOptions): { readonly sampleRate: number; readonly hopLength: number } {
  return {
    sampleRate: requirePositive('sampleRate', options.sampleRate ?? 22050),
    hopLength: requireInteger('hopLength', options.hopLength ?? 512),
  };
}

/**
 * Looks at samples or `{ onsetEnvelope }` and at options, before anything is computed.
 *
 * @throws DspError `invalid-signal`, `invalid-option`
 */
export function checkOnsetCall(
  call: string,
  input: unknown,
  options: unknown,
  names: Readonly<Record<string, true>>,
): void {
  if (!isSignal(input) && !isSignal((input as OnsetEnvelope | undefined | null)?.onsetEnvelope)) {
    throw inputError(call, 'a signal (Float32Array or Float64Array), or in its place { onsetEnvelope }', input);
  }
  checkOptions(call, options, names);
}

/** The given envelope, or that of the given samples. @throws DspError `non-finite` */
export function onsetEnvelopeOf<T extends Signal>(input: T | OnsetEnvelope<T>, frames: OnsetFrameOptions): T {
  if (isSignal(input)) return onsetStrength(input, frames) as T;
  const { onsetEnvelope } = input as OnsetEnvelope<T>;
  requireFinite(onsetEnvelope, 'onset envelope');
  return onsetEnvelope;
}
