/** Every reason for which this package refuses an input; stable across releases, unlike the messages. */
export type MetricsErrorCode =
  | 'empty-input'
  | 'length-mismatch'
  | 'invalid-label'
  | 'mixed-label-types'
  | 'continuous-target'
  | 'invalid-labels'
  | 'unknown-label'
  | 'invalid-weight'
  | 'invalid-score'
  | 'invalid-option'
  | 'undefined-result'
  | 'incompatible-state';

const marker = '@ser/metrics/MetricsError';

/**
 * The one error class of `@ser/metrics`: `code` says which rule was broken, `message` what was received and what to do.
 *
 * Test for it with {@link MetricsError.isInstance}, which also holds when two copies of the package meet in one program.
 */
export class MetricsError extends Error {
  override readonly name: string = 'MetricsError';
  /** Stable reason, for programs. */
  readonly code: MetricsErrorCode;

  constructor(code: MetricsErrorCode, message: string) {
    super(message);
    this.code = code;
    // A property, not the class, tells: it survives a second copy of the package, and stays out of printed errors.
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is an error of this package, of whichever version or copy. */
  static isInstance(value: unknown): value is MetricsError {
    return value instanceof Error && (value as { [marker]?: unknown })[marker] === true;
  }
}
