/** A training and a test part. */
export interface Split<T> {
  /** What the model learns from. */
  readonly train: T[];
  /** What it is judged by. */
  readonly test: T[];
}
