/** Milliseconds after which a call that nobody iterated is told of while the program goes on; time enough to prepare other things. */
const PATIENCE = 10_000;

/** What Node, Deno and Bun have and pages have not. */
interface Host {
  emitWarning?(message: string): void;
  on?(event: 'beforeExit', listener: () => void): unknown;
  off?(event: 'beforeExit', listener: () => void): unknown;
}

/** Ends of the waiting for calls that nobody iterated yet, which one listener brings on where a process has nothing left to do. */
const waiting = new Set<() => void>();
const tellAll = (): void => {
  for (const tell of waiting) tell();
};

/**
 * Tells who called an asynchronous generator and awaits it, or forgets it, that nothing runs: `await train(…)` is an easy mistake.
 *
 * It is told when the process is about to end, or after 10 s; the waiting keeps no process alive. Nothing is told once `next`,
 * `return` or `throw` was called.
 *
 * @param onWarning Takes the message; without it, it is a warning of the process, and in pages, which have no such thing, it is not told:
 *   a library prints nothing.
 */
export function warnUnlessIterated<T, R>(
  generator: AsyncGenerator<T, R, void>,
  message: string,
  onWarning?: (message: string) => void,
): AsyncGenerator<T, R, void> {
  const { process } = globalThis as { process?: Host };
  if (!onWarning && !process?.emitWarning) return generator;
  const stop = (): void => {
    clearTimeout(timer);
    if (waiting.delete(tell) && waiting.size === 0) process?.off?.('beforeExit', tellAll);
  };
  const tell = (): void => {
    stop();
    if (onWarning) onWarning(message);
    else process?.emitWarning?.(message);
  };
  const timer = setTimeout(tell, PATIENCE);
  (timer as { unref?(): void }).unref?.();
  if (waiting.size === 0) process?.on?.('beforeExit', tellAll);
  waiting.add(tell);

  const { next, return: end, throw: fail } = generator;
  return Object.assign(generator, {
    next: () => {
      stop();
      return next.call(generator);
    },
    return: (value: R | PromiseLike<R>) => {
      stop();
      return end.call(generator, value);
    },
    throw: (error: unknown) => {
      stop();
      return fail.call(generator, error);
    },
  });
}
