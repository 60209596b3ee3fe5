/** How far back the pace looks, in milliseconds: reused items fly by and say nothing of those that are computed. */
const SPAN = 20_000;
/** Shorter stretches, in milliseconds, say nothing: workers that start together end their first items together. */
const LEAST_SPAN = 2_000;
/** Sights kept, at most. */
const SIGHTS = 64;

/** How fast a stage goes now. */
export interface Pace {
  /** So many items are done at this time, in milliseconds. */
  see(done: number, time: number): void;
  /** Items a second over the last stretch, or undefined while there is too little to tell. */
  rate(): number | undefined;
}

/** Watches a stage's pace over its last twenty seconds. */
export function createPace(): Pace {
  let sights: { readonly done: number; readonly time: number }[] = [];
  let before: number | undefined;
  return {
    see(done, time) {
      // The clock starts with the first progress: workers start before it, and what was there already is no progress.
      before ??= done;
      if (done === before) return;
      // Sights too close to each other would push the older ones out.
      if (sights.length > 1 && time - sights.at(-2)!.time < SPAN / SIGHTS) sights.pop();
      sights.push({ done, time });
      const old = sights.findLastIndex((sight) => sight.time <= time - SPAN);
      if (old > 0) sights = sights.slice(old);
    },
    rate() {
      const [first, last] = [sights[0], sights.at(-1)];
      if (!first || !last || last.done <= first.done || last.time - first.time < LEAST_SPAN) return undefined;
      return (1000 * (last.done - first.done)) / (last.time - first.time);
    },
  };
}
