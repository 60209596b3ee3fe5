import type { Recording } from '@ser/ravdess';
import type { Augmentation } from './augmentation-plan.ts';

/** One usable recording of the corpus. */
export interface Clip {
  readonly path: string;
  /** File name, such as `03-01-06-01-02-01-12.wav`. */
  readonly name: string;
  readonly recording: Recording;
}

/** What a model sees: a clip as it is, or one augmented copy of it. */
export interface Example {
  readonly clip: Clip;
  readonly augmentation: Augmentation | null;
}
