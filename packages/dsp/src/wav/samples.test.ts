import { expect, test } from 'vitest';
import { decodeSamples } from './samples.ts';

const bytes = Uint8Array.from({ length: 64 }, (_, i) => (i * 89 + 17) % 256);
const sampleOf = (at: number): number => new DataView(bytes.buffer).getInt32(at - 1, true) >> 8;

test.each([0, 1, 2, 3])('24 bits are read however many they are, from byte %i on', (offset) => {
  for (let count = 0; count <= 9; count++) {
    const output = new Float64Array(count);
    const format = { encoding: 's24', channelCount: 1, sampleRate: 16_000, littleEndian: true, frameBytes: 3 } as const;
    decodeSamples(bytes.subarray(16 + offset, 16 + offset + 3 * count), format, [output]);
    expect([...output]).toEqual(Array.from({ length: count }, (_, i) => sampleOf(16 + offset + 3 * i) * 2 ** -23));
  }
});
