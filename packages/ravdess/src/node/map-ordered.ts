/**
 * Maps with a few calls in flight, and yields the results in the order of the inputs.
 *
 * A consumer that stops early leaves no rejection unhandled; calls in flight are waited for.
 */
export async function* mapOrdered<T, R>(
  items: Iterable<T>,
  concurrency: number,
  map: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const inFlight: Promise<R>[] = [];
  try {
    for (const item of items) {
      const promise = map(item);
      // The consumer sees the rejection when it gets there; until then it must not count as unhandled.
      promise.catch(() => {});
      inFlight.push(promise);
      if (inFlight.length >= concurrency) yield await inFlight.shift()!;
    }
    while (inFlight.length > 0) yield await inFlight.shift()!;
  } finally {
    await Promise.allSettled(inFlight);
  }
}
