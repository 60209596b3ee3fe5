import { digest } from '../../files/digest.ts';
import { nameOf, type StageRecord } from './stage-log.ts';

/** The stages of all folds as those of one run: items and seconds add up, memory is the largest. */
export function poolStages(folds: readonly (readonly StageRecord[])[]): StageRecord[] {
  const pooled = new Map<string, StageRecord>();
  for (const record of folds.flat()) {
    const name = nameOf(record);
    const { run: _, ...own } = record;
    const before = pooled.get(name);
    pooled.set(
      name,
      before
        ? {
            ...own,
            items: before.items + own.items,
            computed: before.computed + own.computed,
            reused: before.reused + own.reused,
            seconds: Math.round(1000 * (before.seconds + own.seconds)) / 1000,
            peakMemoryMB: Math.max(before.peakMemoryMB, own.peakMemoryMB),
            key: digest([before.key, own.key]).slice(0, 16),
          }
        : own,
    );
  }
  return [...pooled.values()];
}
