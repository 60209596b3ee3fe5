import { expect, test } from 'vitest';
import { fillPhilox } from './philox.ts';

/** The same generator with whole-number arithmetic of any size. */
function reference(index: number, seed: number, stream: number): number {
  const mask = 0xffffffffn;
  const block = BigInt(Math.floor(index / 4));
  let c = [block & mask, block >> 32n, BigInt(stream), 0n] as [bigint, bigint, bigint, bigint];
  let [k0, k1] = [BigInt(seed) & mask, BigInt(seed) >> 32n];
  for (let round = 0; round < 10; round++) {
    const p0 = 0xd2511f53n * c[0];
    const p1 = 0xcd9e8d57n * c[2];
    c = [(p1 >> 32n) ^ c[1] ^ k0, p1 & mask, (p0 >> 32n) ^ c[3] ^ k1, p0 & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return Number(c[index % 4]);
}

test('gives the published words for a key and a counter of zero', () => {
  const words = new Uint32Array(4);
  fillPhilox(words, 0, 0);
  // Known-answer vector of the Random123 library, philox4x32-10.
  expect([...words]).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
});

test.each([
  [0, 0, 0],
  [1, 7, 0],
  [2 ** 53 - 1, 2 ** 32 - 1, 4],
  [123_456_789_012, 3, 2 ** 34],
])('equals exact arithmetic for seed %d, stream %d, from word %d', (seed, stream, start) => {
  const words = new Uint32Array(10);
  fillPhilox(words, seed, stream, start);
  expect([...words]).toEqual(Array.from({ length: 10 }, (_, i) => reference(start + i, seed, stream)));
});

test('a piece from the middle equals the whole there', () => {
  const whole = new Uint32Array(64);
  const piece = new Uint32Array(20);
  fillPhilox(whole, 5, 2);
  fillPhilox(piece, 5, 2, 40);
  expect(piece).toEqual(whole.slice(40, 60));
});
