/** How far back the pace looks at most, in milliseconds: items fly by that are reused, and say nothing of the others. */
const SPAN = 20_000;
/** And how far of the time since the start, so that soon after it those that were reused are forgotten, too. */
const SHARE = 0.5;
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

/** Watches a stage's pace over the last half of its time, at most twenty seconds. */
export function createPace(): Pace {
  let sights: { readonly done: number; readonly time: number }[] = [];
  let before: number | undefined;
  let start = 0;
  return {
    see(done, time) {
      // The clock starts with the first progress: workers start before it, and what was there already is no progress.
      before ??= done;
      if (done === before) return;
      if (sights.length === 0) start = time;
      // Sights too close to each other would push the older ones out.
      if (sights.length > 1 && time - sights.at(-2)!.time < SPAN / SIGHTS) sights.pop();
      sights.push({ done, time });
      const old = sights.findLastIndex((sight) => sight.time <= time - SPAN);
      if (old > 0) sights = sights.slice(old);
    },
    rate() {
      const last = sights.at(-1);
      const span = Math.max(LEAST_SPAN, Math.min(SPAN, SHARE * ((last?.time ?? 0) - start)));
      const first = sights.findLast(({ time }) => time <= last!.time - span) ?? sights[0];
      if (!first || !last || last.done <= first.done || last.time - first.time < LEAST_SPAN) return undefined;
      return (1000 * (last.done - first.done)) / (last.time - first.time);
    },
  };
}
