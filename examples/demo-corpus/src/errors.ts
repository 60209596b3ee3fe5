/**
 * What went wrong, as a stable word to branch on.
 *
 * | code | meaning |
 * |---|---|
 * | `invalid-option` | an option is outside its range |
 * | `foreign-folder` | the folder holds `Actor_NN` folders that this generator did not make |
 * | `synthesis` | eSpeak NG refused a voice or gave no sound |
 * | `file` | a file could not be voiced or written; `cause` holds the reason |
 */
export type DemoCorpusErrorCode = 'invalid-option' | 'foreign-folder' | 'synthesis' | 'file';

const marker: symbol = Symbol.for('@ser-examples/demo-corpus/error');

/** Every error that this package throws on purpose; `code` is stable between versions. */
export class DemoCorpusError extends Error {
  override readonly name: string = 'DemoCorpusError';
  /** Stable word for programs; see {@link DemoCorpusErrorCode}. */
  readonly code: DemoCorpusErrorCode;

  constructor(code: DemoCorpusErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a `DemoCorpusError`, of this or another loaded version of the package. */
  static isInstance(value: unknown): value is DemoCorpusError {
    return value instanceof Error && marker in value;
  }
}
