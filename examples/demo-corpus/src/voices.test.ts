import { describe, expect, it } from 'vitest';
import { voiceOf } from './voices.ts';

const all = Array.from({ length: 99 }, (_, i) => ({ actor: i + 1, voice: voiceOf(i + 1) }));

describe('voiceOf', () => {
  it('gives every one of 99 actors another voice', () => {
    expect(new Set(all.map(({ voice }) => JSON.stringify(voice))).size).toBe(99);
    expect(new Set(all.map(({ voice: { variant, tract } }) => `${variant} ${tract}`)).size).toBe(99);
  });

  it('gives the first 24 a timbre each', () => {
    expect(new Set(all.slice(0, 24).map(({ voice }) => voice.variant)).size).toBe(24);
  });

  it('makes odd actors lower than even ones', () => {
    const pitches = (parity: number): number[] =>
      all.filter(({ actor }) => actor % 2 === parity).map(({ voice }) => voice.pitch);
    expect(Math.max(...pitches(1))).toBeLessThan(Math.min(...pitches(0)) - 20);
  });
});
