import { DspError } from '../../errors.ts';
import { compose } from './compose.ts';
import { type SoundLibrary, soundOf } from './library.ts';
import { oneOf } from './one-of.ts';
import { randomBackgroundNoise } from './random-background-noise.ts';
import { randomBandPass } from './random-band-pass.ts';
import { randomClipping } from './random-clipping.ts';
import { randomGain } from './random-gain.ts';
import { randomGaussianNoise } from './random-gaussian-noise.ts';
import { randomGaussianSnr } from './random-gaussian-snr.ts';
import { randomHighPass } from './random-high-pass.ts';
import { randomImpulseResponse } from './random-impulse-response.ts';
import { randomLowPass } from './random-low-pass.ts';
import { randomPeak } from './random-peak.ts';
import { randomPitchShift } from './random-pitch-shift.ts';
import { randomPolarityInversion } from './random-polarity-inversion.ts';
import { randomShift } from './random-shift.ts';
import { randomTimeMask } from './random-time-mask.ts';
import { randomTimeStretch } from './random-time-stretch.ts';
import { type SomeOfOptions, someOf } from './some-of.ts';
import type { Transform, TransformJson } from './transform.ts';

/** Recordings that descriptions call by name. */
export interface TransformSounds {
  /** For `backgroundNoise`. */
  readonly noises?: SoundLibrary;
  /** For `impulseResponse`. */
  readonly impulseResponses?: SoundLibrary;
}

/** What stands beside the type in a description. */
type Described = Omit<TransformJson, 'type'>;

type Builder = (json: Described, sounds: TransformSounds) => Transform;

const childrenOf = (children: unknown, sounds: TransformSounds): Transform[] =>
  listOf('transforms', children).map((child) => transformFromJson(child as TransformJson, sounds));

function listOf(option: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new DspError('invalid-option', `${option} must be an array. Received ${JSON.stringify(value)}.`);
}

/** The recordings of `library` that a description names. */
function namedSounds(option: string, names: unknown, library: SoundLibrary = {}): SoundLibrary {
  return Object.fromEntries(
    listOf(option, names).map((name) => [String(name), soundOf(option, library, String(name))]),
  );
}

const builders: { readonly [type: string]: Builder } = {
  compose: ({ transforms, ...own }, sounds) => compose(childrenOf(transforms, sounds), own),
  oneOf: ({ transforms, ...own }, sounds) => oneOf(childrenOf(transforms, sounds), own),
  someOf: ({ transforms, ...own }, sounds) => someOf(childrenOf(transforms, sounds), own as unknown as SomeOfOptions),
  backgroundNoise: (json, sounds) =>
    randomBackgroundNoise({ ...json, noises: namedSounds('noises', json.noises, sounds.noises) }),
  impulseResponse: (json, sounds) =>
    randomImpulseResponse({
      ...json,
      impulseResponses: namedSounds('impulseResponses', json.impulseResponses, sounds.impulseResponses),
    }),
  bandPass: (json) => randomBandPass(json),
  clipping: (json) => randomClipping(json),
  gain: (json) => randomGain(json),
  gaussianNoise: (json) => randomGaussianNoise(json),
  gaussianSnr: (json) => randomGaussianSnr(json),
  highPass: (json) => randomHighPass(json),
  lowPass: (json) => randomLowPass(json),
  peak: (json) => randomPeak(json),
  pitchShift: (json) => randomPitchShift(json),
  polarityInversion: (json) => randomPolarityInversion(json),
  shift: (json) => randomShift(json),
  timeMask: (json) => randomTimeMask(json),
  timeStretch: (json) => randomTimeStretch(json),
};

/**
 * Builds a transform from the description that {@link Transform.toJSON} gave: from a configuration file, or in a worker.
 *
 * @param json The description, parsed.
 * @param sounds Recordings for the transforms that need some.
 * @throws {DspError} `invalid-option` for an unknown type, missing recordings or options out of range.
 */
export function transformFromJson(json: TransformJson, sounds: TransformSounds = {}): Transform {
  const type = (json as { type?: unknown } | null)?.type;
  const builder = typeof type === 'string' && Object.hasOwn(builders, type) ? builders[type] : undefined;
  if (builder) {
    const { type: _, ...described } = json;
    return builder(described, sounds);
  }
  throw new DspError(
    'invalid-option',
    `type must be one of ${Object.keys(builders).join(', ')}. Received ${JSON.stringify(type)}.`,
  );
}
