/** How often the resident memory is looked at, in milliseconds. */
const INTERVAL = 50;

/** Watches the process's resident memory, threads included, until `stop`, which returns the largest value in MB. */
export function watchMemory(): { stop(): number } {
  const begin = process.resourceUsage().maxRSS;
  let peak = process.memoryUsage.rss();
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, INTERVAL);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      look();
      // The system's own mark misses nothing; it tells of this stretch only where it has risen since.
      const mark = process.resourceUsage().maxRSS;
      if (mark > begin) peak = Math.max(peak, mark * 1024);
      return Math.round(peak / 1e6);
    },
  };
}
