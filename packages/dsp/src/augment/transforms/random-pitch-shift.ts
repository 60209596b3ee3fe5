import { checkOptions, type OptionNames } from '../../check-call.ts';
import { pitchShift } from '../pitch-shift.ts';
import { drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomPitchShift}. */
export interface RandomPitchShiftOptions extends ProbabilityOption {
  /** Deepest shift in semitones, ≥ −24. @default -4 */
  readonly minSemitones?: number | undefined;
  /** Highest shift in semitones, ≤ 24. @default 4 */
  readonly maxSemitones?: number | undefined;
}

const names: OptionNames<RandomPitchShiftOptions> = { minSemitones: true, maxSemitones: true, p: true };

/** A random pitch, drawn evenly in semitones. Defaults and limits of `PitchShift` of audiomentations. */
export function randomPitchShift(options: RandomPitchShiftOptions = {}): Transform {
  checkOptions('randomPitchShift', options, names);
  const { p = 0.5, minSemitones = -4, maxSemitones = 4 } = options;
  requireOrdered({ minSemitones, maxSemitones }, -24, 24);
  return defineTransform({
    type: 'pitchShift',
    p,
    options: { minSemitones, maxSemitones },
    draw: (_samples, _rate, random) => ({ nSteps: drawUniform(random, minSemitones, maxSemitones) }),
    apply: (samples, sampleRate, { nSteps }) => pitchShift(samples, { sampleRate, nSteps }),
  });
}
