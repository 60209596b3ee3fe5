import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { placeInRoom } from './room.ts';

const rate = 48_000;

describe('placeInRoom', () => {
  it('puts silence of half a second and more around the voice', () => {
    const lengths = Array.from({ length: 40 }, (_, i) => {
      const room = placeInRoom(new Float32Array(rate).fill(0.5), rate, createRandom('room', i));
      const start = room.findIndex((x) => x > 0.4) / rate;
      const end = (room.length - 1 - room.findLastIndex((x) => x > 0.4)) / rate;
      expect(start).toBeGreaterThanOrEqual(0.55);
      expect(start).toBeLessThan(0.8);
      expect(end).toBeGreaterThanOrEqual(0.9);
      expect(end).toBeLessThan(1.1);
      return start;
    });
    expect(new Set(lengths).size).toBeGreaterThan(30);
  });

  it('adds low noise between -68 and -64 dB, more of it below 1 kHz than above 8 kHz', () => {
    const room = placeInRoom(new Float32Array(0), rate, createRandom('noise'));
    let energy = 0;
    let steps = 0;
    room.forEach((x, i) => {
      energy += x * x;
      if (i > 0) steps += (x - room[i - 1]!) ** 2;
    });
    const level = 10 * Math.log10(energy / room.length);
    expect(level).toBeGreaterThan(-68.5);
    expect(level).toBeLessThan(-63.5);
    // White noise would give 2; a low-pass brings neighbors together.
    expect(steps / energy).toBeLessThan(0.3);
  });
});
