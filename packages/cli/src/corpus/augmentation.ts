import type { SpecAugmentPolicy, TransformJson } from '@ser/dsp';

/** One change of one waveform: a transform of `@ser/dsp` as JSON, and the seed from which it draws the same again anywhere. */
export interface Distortion {
  readonly transform: TransformJson;
  readonly seed: number;
}

/** SpecAugment: bands and stretches of time of a spectrogram hidden. */
export type Masks = Required<
  Pick<SpecAugmentPolicy, 'frequencyMasks' | 'maxFrequencyWidth' | 'timeMasks' | 'maxTimeWidth'>
> & {
  readonly seed: number;
};

/** What makes a copy of a clip another one; one of the two is not null. */
export interface Augmentation {
  /** What is done to its waveform. */
  readonly wave: Distortion | null;
  /** What is hidden of its spectrogram. */
  readonly masks: Masks | null;
}
