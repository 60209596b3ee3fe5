import type { Stretch, TimelineSegment, TimelineWindow } from './timeline.ts';

/**
 * Median filter of three over the windows of one stretch of speech, class by class, scaled to a sum of 1: a single window
 * that differs from both neighbors is an accident. The first and the last window count twice.
 */
export function smooth(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row, i) => {
    const [before, after] = [rows[Math.max(0, i - 1)]!, rows[Math.min(rows.length - 1, i + 1)]!];
    const middle = row.map((p, k) => [before[k]!, p, after[k]!].sort((a, b) => a - b)[1]!);
    const sum = middle.reduce((total, p) => total + p, 0);
    return sum > 0 ? middle.map((p) => p / sum) : [...row];
  });
}

/**
 * Segments of one emotion in a stretch of speech: each window speaks for what lies nearer to its middle than to another
 * window's, and neighbors with the same answer, or with none for the same reasons, become one. Together they cover the speech without a gap.
 */
export function mergeWindows(
  speech: Stretch,
  windows: readonly TimelineWindow[],
  labels: readonly string[],
): TimelineSegment[] {
  const middle = ({ start, end }: Stretch): number => (start + end) / 2;
  const segments: (TimelineSegment & { windows: number })[] = [];
  for (const [i, window] of windows.entries()) {
    const start = i === 0 ? speech.start : Math.round((middle(windows[i - 1]!) + middle(window)) / 2);
    const end = i === windows.length - 1 ? speech.end : Math.round((middle(window) + middle(windows[i + 1]!)) / 2);
    const probability = Math.max(...window.probabilities);
    const { reasons } = window;
    const label = reasons.length > 0 ? null : labels[window.probabilities.indexOf(probability)]!;
    const last = segments.at(-1);
    if (last && last.label === label && String(last.reasons) === String(reasons)) {
      const count = last.windows + 1;
      segments[segments.length - 1] = {
        ...last,
        end,
        windows: count,
        probability: last.probability + (probability - last.probability) / count,
      };
    } else {
      const speaker = speech.speaker === undefined ? {} : { speaker: speech.speaker };
      segments.push({ start, end, ...speaker, label, probability, reasons, windows: 1 });
    }
  }
  return segments.map(({ windows: _, ...segment }) => segment);
}
