import { explainSystemError } from '../files/write-file.ts';

/** Stdout or stderr, whose reader may leave, and whose disk may be full. */
export interface GuardedOutput {
  write(text: string): void;
  /** Why what was written did not arrive, in words; undefined where all did, and where the reader left of its own will. */
  failure(): string | undefined;
  /** Waits until what was written has left: a pipe takes its bytes when its reader does. */
  flush(): Promise<void>;
}

/**
 * Takes the errors of a stream, which would else end the program in the middle of its work. A reader that has what it wanted
 * (`ser … | head`) is no failure; after it, as after a failure, nothing more is written.
 */
export function guardOutput(stream: NodeJS.WritableStream): GuardedOutput {
  let [isOver, failure]: [boolean, string | undefined] = [false, undefined];
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isOver = true;
    // The program's own destroying of the stream is no cause.
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') failure ??= explainSystemError(error);
  });
  return {
    write: (text) => {
      if (!isOver) stream.write(text);
    },
    failure: () => failure,
    flush: () =>
      new Promise((resolve) => {
        stream.once('error', () => resolve());
        stream.write('', () => resolve());
      }),
  };
}
