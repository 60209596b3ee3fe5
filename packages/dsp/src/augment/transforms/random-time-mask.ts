import { checkOptions, type OptionNames } from '../../check-call.ts';
import { requireRange } from '../../validate.ts';
import { timeMask } from '../time-mask.ts';
import { drawInteger, drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomTimeMask}. */
export interface RandomTimeMaskOptions extends ProbabilityOption {
  /** Shortest mask as a part of the clip, ≥ 0. @default 0.01 */
  readonly minBandPart?: number | undefined;
  /** Longest mask as a part of the clip, ≤ 1. @default 0.2 */
  readonly maxBandPart?: number | undefined;
  /** Seconds over which the signal fades at either end of the mask, ≥ 0. @default 0.005 */
  readonly fadeDuration?: number | undefined;
}

const names: OptionNames<RandomTimeMaskOptions> = { minBandPart: true, maxBandPart: true, fadeDuration: true, p: true };

/** A random stretch of silence: width and place drawn evenly. Defaults of `TimeMask` of audiomentations. */
export function randomTimeMask(options: RandomTimeMaskOptions = {}): Transform {
  checkOptions('randomTimeMask', options, names);
  const { p = 0.5, minBandPart = 0.01, maxBandPart = 0.2, fadeDuration = 0.005 } = options;
  requireOrdered({ minBandPart, maxBandPart }, 0, 1);
  requireRange('fadeDuration', fadeDuration, 0, 60);
  return defineTransform({
    type: 'timeMask',
    p,
    options: { minBandPart, maxBandPart, fadeDuration },
    draw(samples, sampleRate, random) {
      const width = Math.round(drawUniform(random, minBandPart, maxBandPart) * samples.length);
      return {
        start: drawInteger(random, 0, samples.length - width),
        width,
        fade: Math.floor(fadeDuration * sampleRate),
      };
    },
    apply: (samples, _rate, parameters) => timeMask(samples, parameters),
  });
}
