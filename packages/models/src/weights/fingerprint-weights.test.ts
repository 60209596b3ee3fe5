import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { fingerprintWeights, sha256 } from './fingerprint-weights.ts';
import type { WeightMap } from './weight-map.ts';

const weights = (change: Partial<{ layer: string; name: string; shape: number[]; data: number[] }> = {}): WeightMap => {
  const { layer = 'dense', name = 'kernel', shape = [2, 2], data = [1, 2, 3, 4] } = change;
  return new Map([[layer, [{ name, shape, data: Float32Array.from(data) }]]]);
};

test('sha256 is SHA-256', async () => {
  expect(await sha256(new TextEncoder().encode('abc'))).toBe(createHash('sha256').update('abc').digest('hex'));
});

test('the same content has the same fingerprint, in whatever memory it lies', async () => {
  const buffer = Float32Array.from([9, 1, 2, 3, 4, 9]);
  const view = new Map([['dense', [{ name: 'kernel', shape: [2, 2], data: buffer.subarray(1, 5) }]]]);
  expect(await fingerprintWeights(view)).toBe(await fingerprintWeights(weights()));
  expect(await fingerprintWeights(view)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  [{ layer: 'dense_1' }],
  [{ name: 'bias' }],
  [{ shape: [4, 1] }],
  [{ data: [1, 2, 3, 4.0000005] }],
  [{ data: [1, 2, 4, 3] }],
])('%j has another fingerprint', async (change) => {
  expect(await fingerprintWeights(weights(change))).not.toBe(await fingerprintWeights(weights()));
});

test('says what is missing on a page that is not secure', async () => {
  vi.stubGlobal('crypto', {});
  await expect(fingerprintWeights(weights())).rejects.toThrow(expect.objectContaining({ code: 'runtime' }));
  vi.unstubAllGlobals();
});
