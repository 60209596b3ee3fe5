import { checkOptions, type OptionNames } from '../../check-call.ts';
import { addBackgroundNoise } from '../add-background-noise.ts';
import { namesOf, type SoundLibrary, soundOf } from './library.ts';
import { drawInteger, drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomBackgroundNoise}. */
export interface RandomBackgroundNoiseOptions extends ProbabilityOption {
  /** Recordings of noise by name, at the sample rate of the clips. */
  readonly noises: SoundLibrary;
  /** Lowest signal-to-noise ratio in dB. @default 3 */
  readonly minSnrDb?: number | undefined;
  /** Highest signal-to-noise ratio in dB. @default 30 */
  readonly maxSnrDb?: number | undefined;
}

const optionNames: OptionNames<RandomBackgroundNoiseOptions> = {
  noises: true,
  minSnrDb: true,
  maxSnrDb: true,
  p: true,
};

/** A random stretch of a random recording at a random ratio, drawn evenly in dB. Defaults of `AddBackgroundNoise` of audiomentations. */
export function randomBackgroundNoise(options: RandomBackgroundNoiseOptions): Transform {
  checkOptions('randomBackgroundNoise', options, optionNames);
  const { p = 0.5, noises, minSnrDb = 3, maxSnrDb = 30 } = options;
  requireOrdered({ minSnrDb, maxSnrDb }, -100, 200);
  const names = namesOf('noises', noises);
  return defineTransform({
    type: 'backgroundNoise',
    p,
    options: { noises: names, minSnrDb, maxSnrDb },
    draw(samples, _rate, random) {
      const name = names[drawInteger(random, 0, names.length - 1)]!;
      const { length } = soundOf('noises', noises, name);
      // A recording that is long enough is never wrapped around.
      const last = length > samples.length ? length - samples.length : length - 1;
      return {
        name,
        offset: drawInteger(random, 0, Math.max(0, last)),
        snrDb: drawUniform(random, minSnrDb, maxSnrDb),
      };
    },
    apply: (samples, _rate, { name, offset, snrDb }) =>
      addBackgroundNoise(samples, { noise: soundOf('noises', noises, name), offset, snrDb }),
  });
}
