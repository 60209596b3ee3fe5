import { expect, test } from 'vitest';
import { mergeCommand } from './merge-shards.ts';

test('a shard prints the merge that looks for what it has made', () => {
  const shard = { index: 1, count: 4 };
  expect(mergeCommand('embed --data x --shard 1/4 --json', shard, ['--model all'])).toBe(
    'ser merge --data x --model all --shards 4',
  );
  expect(mergeCommand('preprocess --data x --images --run y --seed 1 --shard 1/4', shard)).toBe(
    'ser merge --data x --seed 1 --shards 4',
  );
});
