import {
  randomBandPass,
  randomClipping,
  randomGain,
  randomGaussianNoise,
  randomGaussianSnr,
  randomHighPass,
  randomLowPass,
  randomPeak,
  randomPitchShift,
  randomPolarityInversion,
  randomShift,
  randomTimeMask,
  randomTimeStretch,
  type Transform,
  type TransformJson,
  transformFromJson,
} from '@ser/dsp';

/** What the augmentations read of the settings. */
export interface AugmentationRanges {
  /** Standard deviation, full scale = 1. */
  readonly noiseAmplitude: number;
  readonly stretchMin: number;
  readonly stretchMax: number;
  /** Largest shift either way. */
  readonly pitchSemitones: number;
}

const always = { p: 1 } as const;

/** The transforms of `@ser/dsp` by the names that `augmentations` takes; where no setting says otherwise, by their own ranges. */
export const AUGMENTATIONS = {
  noise: ({ noiseAmplitude: a }) => randomGaussianNoise({ ...always, minAmplitude: a, maxAmplitude: a }),
  stretch: ({ stretchMin, stretchMax }) => randomTimeStretch({ ...always, minRate: stretchMin, maxRate: stretchMax }),
  pitch: ({ pitchSemitones: most }) => randomPitchShift({ ...always, minSemitones: -most, maxSemitones: most }),
  'noise-snr': () => randomGaussianSnr(always),
  gain: () => randomGain(always),
  shift: () => randomShift(always),
  polarity: () => randomPolarityInversion(always),
  clipping: () => randomClipping(always),
  silence: () => randomTimeMask(always),
  'low-pass': () => randomLowPass(always),
  'high-pass': () => randomHighPass(always),
  'band-pass': () => randomBandPass(always),
  peak: () => randomPeak(always),
} as const satisfies Readonly<Record<string, (ranges: AugmentationRanges) => Transform>>;

/** Name of an augmentation. */
export type AugmentationName = keyof typeof AUGMENTATIONS;

/** The names of all augmentations. */
export const AUGMENTATION_NAMES: readonly AugmentationName[] = Object.keys(AUGMENTATIONS) as AugmentationName[];

/** The description of an augmentation: of one of the names, or a description by itself with its defaults filled in. */
export function describeAugmentation(
  given: AugmentationName | TransformJson,
  ranges: AugmentationRanges,
): TransformJson {
  return (typeof given === 'string' ? AUGMENTATIONS[given](ranges) : transformFromJson(given)).toJSON();
}

/** Whether a value describes a transform of `@ser/dsp`, such as `{ "type": "oneOf", "transforms": […] }`. */
export function isTransform(value: unknown): value is TransformJson {
  try {
    transformFromJson(value as TransformJson);
    return true;
  } catch {
    return false;
  }
}
