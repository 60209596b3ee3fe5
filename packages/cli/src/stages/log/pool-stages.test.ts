import { expect, test } from 'vitest';
import { poolStages } from './pool-stages.ts';
import type { StageRecord } from './stage-log.ts';

const record = (stage: StageRecord['stage'], more: Partial<StageRecord>): StageRecord => ({
  stage,
  items: 10,
  computed: 4,
  reused: 6,
  seconds: 1.5,
  peakMemoryMB: 300,
  key: 'a',
  ...more,
});

test('items and seconds of the folds add up, memory is the largest, and models stay apart', () => {
  const pooled = poolStages([
    [record('features', {}), record('training', { model: 'VGG16', seconds: 0.1 })],
    [
      record('features', { computed: 10, reused: 0, peakMemoryMB: 500, key: 'b' }),
      record('training', { model: 'VGG16', seconds: 0.2, run: 'its own' }),
      record('training', { model: 'VGG19' }),
    ],
  ]);
  expect(pooled).toMatchObject([
    { stage: 'features', items: 20, computed: 14, reused: 6, seconds: 3, peakMemoryMB: 500 },
    { stage: 'training', model: 'VGG16', items: 20, seconds: 0.3 },
    { stage: 'training', model: 'VGG19', items: 10 },
  ]);
  expect(pooled.every(({ run }) => run === undefined)).toBe(true);
  expect(pooled[0]!.key).not.toBe('a');
});
