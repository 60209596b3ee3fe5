/**
 * What went wrong, as a stable word to branch on.
 *
 * | code | meaning |
 * |---|---|
 * | `invalid-filename` | a file name breaks the corpus's grammar; `field`, `received` and `allowed` say where |
 * | `invalid-recording` | a recording that no RAVDESS file name can express; same fields |
 * | `invalid-option` | an option is outside its range or contradicts another |
 * | `invalid-items` | the items to split or compare lack something: a label, a group, enough members |
 * | `invalid-manifest` | a manifest is not what this package writes; the message names line and column |
 * | `invalid-wav` | the reader of headers refused a WAV file |
 * | `folder-not-found` | the corpus folder is missing, or is not a folder |
 * | `no-recordings` | the corpus folder holds no RAVDESS file |
 * | `file` | a file or folder could not be read or written; `cause` holds the reason |
 * | `license-not-accepted` | a download was asked for without accepting the corpus's license |
 * | `network` | a download failed for good; `cause` holds the last reason |
 * | `checksum` | downloaded bytes have another size or MD5 than the corpus's |
 * | `unsafe-archive` | a zip holds what the corpus's archives never do: escaping paths, oversized or unexpected members |
 * | `locked` | another download works in the same folder |
 * | `leak` | test material is in the training part, and the caller asked for an error |
 */
export type RavdessErrorCode =
  | 'invalid-filename'
  | 'invalid-recording'
  | 'invalid-option'
  | 'invalid-items'
  | 'invalid-manifest'
  | 'invalid-wav'
  | 'folder-not-found'
  | 'no-recordings'
  | 'file'
  | 'license-not-accepted'
  | 'network'
  | 'checksum'
  | 'unsafe-archive'
  | 'locked'
  | 'leak';

/** What an error can tell besides its message. */
export interface RavdessErrorDetails {
  /** Name of the field or option at fault: `emotion`, `testSize`. */
  readonly field?: string;
  /** The offending value, shortened. */
  readonly received?: string;
  /** What would have been accepted, in words. */
  readonly allowed?: string;
  /** The error behind this one. */
  readonly cause?: unknown;
}

/** Shared by every copy of this package in a process: two versions recognize each other's errors. */
const marker: symbol = Symbol.for('@ser/ravdess/error');

/**
 * Every error that this package throws on purpose.
 *
 * The message says what was wrong, the rule, what was received and what to do; `code` is stable between versions.
 */
export class RavdessError extends Error {
  override readonly name: string = 'RavdessError';
  /** Stable word for programs; see {@link RavdessErrorCode}. */
  readonly code: RavdessErrorCode;
  /** Name of the field or option at fault, where there is one. */
  readonly field: string | undefined;
  /** The offending value, shortened, where there is one. */
  readonly received: string | undefined;
  /** What would have been accepted, where that can be said. */
  readonly allowed: string | undefined;

  constructor(code: RavdessErrorCode, message: string, details: RavdessErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.field = details.field;
    this.received = details.received;
    this.allowed = details.allowed;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a `RavdessError`, of this or another loaded version of the package. */
  static isInstance(value: unknown): value is RavdessError {
    return value instanceof Error && marker in value;
  }
}
