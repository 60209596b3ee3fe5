/**
 * What went wrong, as a stable word to branch on.
 *
 * | code | meaning |
 * |---|---|
 * | `invalid-option` | an option is outside its range or contradicts another |
 * | `invalid-signal` | a signal, matrix or image has a shape or length that the function cannot take |
 * | `non-finite` | a sample or matrix value is NaN or infinite |
 * | `invalid-wav` | the bytes are not a WAV file, or one that contradicts itself |
 * | `unsupported-wav` | a WAV file in a coding that this package does not decode |
 * | `invalid-audio` | the bytes are of no known audio format, damaged, or their decoder failed; `cause` holds the reason |
 * | `missing-package` | an optional package or program that the input needs is not installed; the message says how |
 * | `file` | a file could not be read or written; `cause` holds the reason |
 * | `worker` | a worker thread failed; `cause` holds the reason |
 */
export type DspErrorCode =
  | 'invalid-option'
  | 'invalid-signal'
  | 'non-finite'
  | 'invalid-wav'
  | 'unsupported-wav'
  | 'invalid-audio'
  | 'missing-package'
  | 'file'
  | 'worker';

/** Shared by every copy of this package in a process: two versions recognize each other's errors. */
const marker: symbol = Symbol.for('@ser/dsp/error');

/**
 * Every error that this package throws on purpose.
 *
 * The message says what was wrong, the rule, what was received and what to do; `code` is stable between versions.
 */
export class DspError extends Error {
  override readonly name: string = 'DspError';
  /** Stable word for programs; see {@link DspErrorCode}. */
  readonly code: DspErrorCode;

  constructor(code: DspErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a `DspError`, of this or another loaded version of the package. */
  static isInstance(value: unknown): value is DspError {
    return value instanceof Error && marker in value;
  }
}
