/**
 * What went wrong, as a stable word to branch on.
 *
 * | code | meaning |
 * |---|---|
 * | `invalid-option` | an option is outside its range or contradicts another |
 * | `invalid-input` | an image, embedding, label or tensor has a shape or value that the function cannot take |
 * | `invalid-graph` | a graph description contradicts itself, or a layer is asked for that it does not have |
 * | `invalid-weights` | weights do not fit the model: wrong model, missing tensor, wrong shape |
 * | `invalid-file` | the bytes are not what they should be: not HDF5, not a saved classifier, cut off, corrupt |
 * | `unsupported-layer` | a layer that the ONNX export does not know; the message names it |
 * | `missing-dependency` | an optional package is not installed; the message names the command that installs it |
 * | `backend` | a TensorFlow.js back end could not be started or does not do what was asked |
 * | `runtime` | the inference runtime failed; `cause` holds the reason |
 * | `training` | training stopped: a loss or weight is not finite, or a checkpoint does not fit |
 * | `download` | a file could not be fetched; `cause` holds the reason |
 * | `file` | a file could not be read or written; `cause` holds the reason |
 */
export type ModelsErrorCode =
  | 'invalid-option'
  | 'invalid-input'
  | 'invalid-graph'
  | 'invalid-weights'
  | 'invalid-file'
  | 'unsupported-layer'
  | 'missing-dependency'
  | 'backend'
  | 'runtime'
  | 'training'
  | 'download'
  | 'file';

/** Shared by every copy of this package in a process: two versions recognize each other's errors. */
const marker: symbol = Symbol.for('@ser/models/error');

/**
 * Every error that this package throws on purpose.
 *
 * The message says what was wrong, the rule, what was received and what to do; `code` is stable between versions.
 */
export class ModelsError extends Error {
  override readonly name: string = 'ModelsError';
  /** Stable word for programs; see {@link ModelsErrorCode}. */
  readonly code: ModelsErrorCode;

  constructor(code: ModelsErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a `ModelsError`, of this or another loaded version of the package. */
  static isInstance(value: unknown): value is ModelsError {
    return value instanceof Error && marker in value;
  }
}
