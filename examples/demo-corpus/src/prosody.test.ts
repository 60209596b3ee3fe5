import { describe, expect, it } from 'vitest';
import { type Prosody, prosodies } from './prosody.ts';

type Cue = 'pitch' | 'range' | 'rate' | 'level' | 'brightness';

// -1 lower, 0 not stated there, +1 higher. Sources stand in prosody.ts.
const literature: Record<string, Record<Cue, number>> = {
  calm: { pitch: -1, range: -1, rate: -1, level: -1, brightness: -1 },
  happy: { pitch: 1, range: 1, rate: 1, level: 1, brightness: 0 },
  sad: { pitch: -1, range: -1, rate: -1, level: -1, brightness: -1 },
  angry: { pitch: 1, range: 1, rate: 1, level: 1, brightness: 1 },
  fearful: { pitch: 1, range: -1, rate: 1, level: -1, brightness: -1 },
  disgust: { pitch: -1, range: 1, rate: -1, level: -1, brightness: 0 },
  surprised: { pitch: 1, range: 1, rate: 1, level: 0, brightness: 0 },
};

const directionOf = (prosody: Prosody, cue: Cue): number =>
  Math.sign(cue === 'range' || cue === 'rate' ? Math.log(prosody[cue]) : prosody[cue]);

describe('prosodies', () => {
  it.each(Object.entries(literature))('moves %s as the literature says', (emotion, cues) => {
    const prosody = prosodies[emotion as keyof typeof prosodies];
    for (const [cue, direction] of Object.entries(cues)) {
      if (direction !== 0) expect(directionOf(prosody, cue as Cue), cue).toBe(direction);
    }
  });

  it('leaves neutral where it is, and lets surprise alone rise', () => {
    expect(prosodies.neutral).toEqual({ pitch: 0, range: 1, rate: 1, level: 0, brightness: 0, rising: false });
    expect(Object.entries(prosodies).flatMap(([emotion, { rising }]) => (rising ? emotion : []))).toEqual([
      'surprised',
    ]);
  });
});
