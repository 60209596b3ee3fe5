/**
 * What went wrong, as a stable word to branch on.
 *
 * | code | meaning |
 * |---|---|
 * | `invalid-option` | an option is outside its range or contradicts another |
 * | `file` | a file or folder could not be read or written; `cause` holds the reason |
 * | `no-folder` | the folder to look through is missing, or is no folder |
 * | `locked` | another process holds the lock |
 * | `network` | a download failed for good; `cause` holds the last reason |
 * | `checksum` | downloaded bytes have another size or digest than they must have |
 * | `damaged` | a file is not what was written: its digest does not match, or it is no JSON |
 * | `limit` | a folder holds more files, or lies deeper, than is allowed |
 */
export type FilesErrorCode =
  | 'invalid-option'
  | 'file'
  | 'no-folder'
  | 'locked'
  | 'network'
  | 'checksum'
  | 'damaged'
  | 'limit';

/** What an error can tell besides its message. */
export interface FilesErrorDetails {
  /** The file or folder at fault, or the offending value. */
  readonly received?: string;
  /** What would have been accepted, in words. */
  readonly allowed?: string;
  /** The error behind this one. */
  readonly cause?: unknown;
}

/** Shared by every copy of this package in a process: two versions recognize each other's errors. */
const marker: symbol = Symbol.for('@ser/files/error');

/**
 * Every error that this package throws on purpose.
 *
 * The message says what was wrong and what to do; `code` is stable between versions.
 */
export class FilesError extends Error {
  override readonly name: string = 'FilesError';
  /** Stable word for programs; see {@link FilesErrorCode}. */
  readonly code: FilesErrorCode;
  /** The file or folder at fault, or the offending value, where there is one. */
  readonly received: string | undefined;
  /** What would have been accepted, where that can be said. */
  readonly allowed: string | undefined;

  constructor(code: FilesErrorCode, message: string, details: FilesErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.received = details.received;
    this.allowed = details.allowed;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a `FilesError`, of this or another loaded version of the package. */
  static isInstance(value: unknown): value is FilesError {
    return value instanceof Error && marker in value;
  }
}
