import { expect, test, vi } from 'vitest';
import { checkSilero } from './check-silero.ts';

test('a network that opens and does not compute is closed, and the reason is told', async () => {
  const close = vi.fn(async () => {});
  const probabilities = () => Promise.reject(new Error('no such kernel'));
  const [finding] = await checkSilero(async () => ({ path: '', probabilities, stream: vi.fn(), close }));
  expect(finding).toMatchObject({ name: 'Silero VAD', works: false, detail: 'no such kernel' });
  expect(close).toHaveBeenCalledTimes(1);
});
