/** Milliseconds within which who calls an asynchronous generator asks it for the first time. */
const PATIENCE = 500;

/**
 * Tells who called an asynchronous generator and awaits it, or forgets it, that nothing runs: `await train(…)` is an easy mistake.
 * Nothing is told once `next` or `return` was called.
 */
export function warnUnlessIterated<T, R>(
  generator: AsyncGenerator<T, R, void>,
  message: string,
  warn: (message: string) => void,
): AsyncGenerator<T, R, void> {
  const timer = setTimeout(() => warn(message), PATIENCE);
  const { next, return: end } = generator;
  return Object.assign(generator, {
    next: () => {
      clearTimeout(timer);
      return next.call(generator);
    },
    return: (value: R | PromiseLike<R>) => {
      clearTimeout(timer);
      return end.call(generator, value);
    },
  });
}
