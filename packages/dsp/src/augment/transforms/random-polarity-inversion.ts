import { checkOptions, type OptionNames } from '../../check-call.ts';
import { invertPolarity } from '../invert-polarity.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

const names: OptionNames<ProbabilityOption> = { p: true };

/** The clip turned upside down, or not. Defaults of `PolarityInversion` of audiomentations. */
export function randomPolarityInversion(options: ProbabilityOption = {}): Transform {
  checkOptions('randomPolarityInversion', options, names);
  return defineTransform({
    type: 'polarityInversion',
    p: options.p ?? 0.5,
    options: {},
    draw: () => ({}),
    apply: (samples) => invertPolarity(samples),
  });
}
