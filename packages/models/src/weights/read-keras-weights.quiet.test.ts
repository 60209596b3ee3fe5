import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { goldenPath } from '../../testing/seeded.ts';
import { readKerasWeights } from './read-keras-weights.ts';

// In a file of its own: h5wasm keeps the console that it finds when it is loaded, which must be after the spies.
test('prints nothing and leaves no file behind', async () => {
  const spies = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
  const bytes = new Uint8Array(readFileSync(goldenPath('weights/vgg-keras2.h5')));
  await readKerasWeights(bytes);
  for (const size of [100, 30_000, bytes.length - 1]) {
    await expect(readKerasWeights(bytes.subarray(0, size))).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-file' }),
    );
  }
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  const { FS } = await (await import('h5wasm')).ready;
  expect((FS.readdir('/') as string[]).filter((name) => name.endsWith('.h5'))).toEqual([]);
});
