/** What the program answers to its caller; the table stands in the README. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** Everything was done, but some input files had to be left out; they are listed at the end. */
  incomplete: 3,
  interrupted: 130,
} as const;

/** Something that the person at the keyboard can mend: the message says what was wrong and what to do. */
export class SerError extends Error {
  override readonly name = 'SerError';
  readonly exitCode: number;

  constructor(message: string, options: { cause?: unknown; exitCode?: number } = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? EXIT.failed;
  }
}

/** A command line or a settings file that makes no sense. */
export function usageError(message: string): SerError {
  return new SerError(message, { exitCode: EXIT.usage });
}
