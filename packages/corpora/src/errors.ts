/**
 * What went wrong, as a stable word to branch on.
 *
 * | code | meaning |
 * |---|---|
 * | `invalid-option` | an option is outside its range or contradicts another |
 * | `invalid-items` | the items to split or compare lack something: a label, a group, enough members |
 * | `invalid-label-map` | a label map is not what `parseLabelMap` reads |
 * | `invalid-table` | a table of labels cannot be read at all: no header, no delimiter that fits, not JSON |
 * | `missing-column` | a table lacks a column that is needed; the message names those that it has |
 * | `folder-not-found` | the corpus folder is missing, or is not a folder |
 * | `unknown-format` | no format fits the folder, or none has the given name |
 * | `ambiguous-format` | several formats, or several tables, fit the folder; the message names them |
 * | `no-recordings` | a format was read, and not one recording with a label came out |
 * | `file` | a file or folder could not be read; `cause` holds the reason |
 * | `leak` | test material is in the training part, and the caller asked for an error |
 */
export type CorporaErrorCode =
  | 'invalid-option'
  | 'invalid-items'
  | 'invalid-label-map'
  | 'invalid-table'
  | 'missing-column'
  | 'folder-not-found'
  | 'unknown-format'
  | 'ambiguous-format'
  | 'no-recordings'
  | 'file'
  | 'leak';

/** What an error can tell besides its message. */
export interface CorporaErrorDetails {
  /** Name of the field or option at fault: `stratifyBy`, `testSize`. */
  readonly field?: string;
  /** The offending value, shortened. */
  readonly received?: string;
  /** What would have been accepted, in words. */
  readonly allowed?: string;
  /** The error behind this one. */
  readonly cause?: unknown;
}

/** Shared by every copy of this package in a process: two versions recognize each other's errors. */
const marker: symbol = Symbol.for('@ser/corpora/error');

/**
 * Every error that this package throws on purpose.
 *
 * The message says what was wrong, the rule, what was received and what to do; `code` is stable between versions.
 */
export class CorporaError extends Error {
  override readonly name: string = 'CorporaError';
  /** Stable word for programs; see {@link CorporaErrorCode}. */
  readonly code: CorporaErrorCode;
  /** Name of the field or option at fault, where there is one. */
  readonly field: string | undefined;
  /** The offending value, shortened, where there is one. */
  readonly received: string | undefined;
  /** What would have been accepted, where that can be said. */
  readonly allowed: string | undefined;

  constructor(code: CorporaErrorCode, message: string, details: CorporaErrorDetails = {}) {
    super(printable(message), 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.field = details.field;
    this.received = details.received;
    this.allowed = details.allowed;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a `CorporaError`, of this or another loaded version of the package. */
  static isInstance(value: unknown): value is CorporaError {
    return value instanceof Error && marker in value;
  }
}

/** Names of files come from anywhere: signs that steer a terminal are shown as � and a message stays short. */
function printable(message: string): string {
  const plain = message.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
  return plain.length < 400 ? plain : `${plain.slice(0, 398)}…`;
}
