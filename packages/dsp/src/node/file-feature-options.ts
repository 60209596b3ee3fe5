import type { ExtractFeaturesOptions, FeatureRequests } from '../features/extract-features.ts';

/** Options of {@link extractFileFeatures}: how files are loaded, which features, and on how many threads. */
export interface FileFeatureOptions<R extends FeatureRequests> extends ExtractFeaturesOptions<R> {
  /**
   * Seconds of each file to skip.
   * @default 0
   */
  offset?: number | undefined;
  /**
   * Seconds of each file to load at most.
   * @default all
   */
  duration?: number | undefined;
  /**
   * Precision of samples and features.
   * @default 'float32'
   */
  dtype?: 'float32' | 'float64' | undefined;
  /**
   * Whether samples are scaled to a peak of 1 before features are taken.
   * @default false
   */
  normalize?: boolean | undefined;
  /**
   * Number of threads, an integer ≥ 1.
   * @default one a core
   */
  workers?: number | undefined;
  /**
   * Takes the message that there are no threads, and why; once a call at most.
   * @default process.emitWarning
   */
  onWarning?: ((message: string) => void) | undefined;
  /** Stops the work; what is under way is abandoned. */
  signal?: AbortSignal | undefined;
}
