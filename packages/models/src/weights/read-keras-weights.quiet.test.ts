import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { goldenPath } from '../../testing/seeded.ts';
import { readKerasWeights } from './read-keras-weights.ts';

test('prints nothing', async () => {
  const spies = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
  const bytes = new Uint8Array(readFileSync(goldenPath('weights/vgg-keras2.h5')));
  await readKerasWeights(bytes);
  for (const size of [100, 30_000, bytes.length - 1]) {
    await expect(readKerasWeights(bytes.subarray(0, size))).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-file' }),
    );
  }
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});
