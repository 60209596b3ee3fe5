import { checkOptions, type OptionNames } from '../../check-call.ts';
import { DspError } from '../../errors.ts';
import { requireRange } from '../../validate.ts';
import { shift } from '../shift.ts';
import { drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomShift}. */
export interface RandomShiftOptions extends ProbabilityOption {
  /** Smallest shift in `unit`; negative is earlier. @default -0.5 */
  readonly minShift?: number | undefined;
  /** Largest shift in `unit`; positive is later. @default 0.5 */
  readonly maxShift?: number | undefined;
  /** What a shift counts: parts of the clip, samples or seconds. @default 'fraction' */
  readonly unit?: 'fraction' | 'samples' | 'seconds' | undefined;
  /** Whether what leaves at one end comes back at the other. @default true */
  readonly rollover?: boolean | undefined;
  /** Seconds over which the signal fades on both sides of the seam, ≥ 0. @default 0.005 */
  readonly fadeDuration?: number | undefined;
}

const names: OptionNames<RandomShiftOptions> = {
  minShift: true,
  maxShift: true,
  unit: true,
  rollover: true,
  fadeDuration: true,
  p: true,
};

/** A random shift in time, drawn evenly. Defaults of `Shift` of audiomentations. */
export function randomShift(options: RandomShiftOptions = {}): Transform {
  checkOptions('randomShift', options, names);
  const {
    p = 0.5,
    minShift = -0.5,
    maxShift = 0.5,
    unit = 'fraction',
    rollover = true,
    fadeDuration = 0.005,
  } = options;
  requireOrdered({ minShift, maxShift }, -1e9, 1e9);
  requireRange('fadeDuration', fadeDuration, 0, 60);
  if (unit !== 'fraction' && unit !== 'samples' && unit !== 'seconds') {
    throw new DspError(
      'invalid-option',
      `unit must be 'fraction', 'samples' or 'seconds'. Received ${JSON.stringify(unit)}.`,
    );
  }
  return defineTransform({
    type: 'shift',
    p,
    options: { minShift, maxShift, unit, rollover, fadeDuration },
    draw(samples, sampleRate, random) {
      const scale = { fraction: samples.length, samples: 1, seconds: sampleRate }[unit];
      return {
        offset: Math.round(drawUniform(random, minShift, maxShift) * scale),
        rollover,
        fade: Math.floor(fadeDuration * sampleRate),
      };
    },
    apply: (samples, _rate, parameters) => shift(samples, parameters),
  });
}
