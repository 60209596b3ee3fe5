import { roundHalfEven } from '../src/round-half-even.ts';
import { signals } from './golden.ts';

const noise = signals.noise!;

/** The onset strengths of `tools/reference/dsp_rhythm.py`. */
export const strengths: Readonly<Record<string, Float64Array>> = {
  strength: Float64Array.from({ length: 300 }, (_, t) => {
    const peak = t % 11 === 0 ? Math.abs(roundHalfEven(noise[t]! * 8) / 8) : 0;
    return peak + Math.abs(noise[400 + t]!) / 4;
  }),
  steps: Float64Array.from({ length: 200 }, (_, t) => Math.abs(noise[Math.floor(t / 5)]!)),
};
