import { expect, it } from 'vitest';
import { golden } from '../../../testing/seeded.ts';
import { relativePositionBuckets } from './relative-positions.ts';

interface Case {
  readonly count: number;
  readonly maxDistance: number;
  /** Of positions from `-2 · maxDistance` to `2 · maxDistance`. */
  readonly buckets: readonly number[];
}

it.each(golden<Case[]>('encoders/buckets.json'))('$count buckets to $maxDistance are those of WavLM', (wanted) => {
  const { maxDistance, buckets } = wanted;
  const ours = relativePositionBuckets(wanted);
  const clipped = buckets.map((_, i) => ours[Math.min(Math.max(i - maxDistance, 0), 2 * maxDistance)]!);
  expect(clipped).toEqual(buckets);
});
