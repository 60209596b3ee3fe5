import { catalog, type Emotion, type Recording } from '@ser/ravdess';
import { describe, expect, it } from 'vitest';
import { type Expression, expressionOf } from './expression.ts';
import { prosodies } from './prosody.ts';
import { voiceOf } from './voices.ts';

const recordings = catalog({ modality: 'audio-only' });
const of = (filter: Partial<Recording>): Recording[] =>
  recordings.filter((recording) =>
    Object.entries(filter).every(([key, value]) => recording[key as keyof Recording] === value),
  );

/** Mean of a cue against the voice's own, in semitones, decibels or logarithms. */
function shift(cue: 'pitch' | 'span' | 'rate' | 'level' | 'brightness', filter: Partial<Recording>): number {
  const values = of({ vocalChannel: 'speech', ...filter }).map((recording) => {
    const expression = expressionOf(recording, 0);
    const voice = voiceOf(recording.actor);
    if (cue === 'pitch') return 12 * Math.log2(expression.pitch / voice.pitch);
    if (cue === 'rate') return Math.log(expression.rate / voice.rate);
    if (cue === 'span') return Math.log(expression.span / expression.pitch / 0.28 / voice.range);
    return expression[cue];
  });
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

describe('expressionOf', () => {
  it('centers every emotion on its prosody', () => {
    for (const emotion of Object.keys(prosodies) as Emotion[]) {
      const { pitch, range, rate, level, brightness } = prosodies[emotion];
      const normal = { emotion, intensity: 'normal' } as const;
      expect(shift('pitch', normal)).toBeCloseTo(pitch, 0);
      expect(shift('span', normal)).toBeCloseTo(Math.log(range), 1);
      expect(shift('rate', normal)).toBeCloseTo(Math.log(rate), 1);
      expect(shift('level', normal)).toBeCloseTo(level, 0);
      expect(shift('brightness', normal)).toBeCloseTo(brightness, 0);
    }
  });

  it.each(['calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'] as const)(
    'moves strong %s farther',
    (emotion) => {
      for (const cue of ['pitch', 'span', 'rate', 'level'] as const) {
        const normal = shift(cue, { emotion, intensity: 'normal' });
        const strong = shift(cue, { emotion, intensity: 'strong' });
        expect(Math.sign(strong), cue).toBe(Math.sign(normal));
        expect(Math.abs(strong), cue).toBeGreaterThan(Math.abs(normal) * 1.1);
      }
    },
  );

  it('lets repetitions differ, a little', () => {
    const [first, second] = of({
      actor: 3,
      emotion: 'happy',
      intensity: 'normal',
      statement: 'kids',
      vocalChannel: 'speech',
    }).map((recording) => expressionOf(recording, 0)) as [Expression, Expression];
    expect(first.pitch).not.toBe(second.pitch);
    expect(first.rate).not.toBe(second.rate);
    expect(Math.abs(12 * Math.log2(first.pitch / second.pitch))).toBeLessThan(1);
    expect(Math.abs(first.rate / second.rate - 1)).toBeLessThan(0.07);
  });

  it('depends on the recording and the seed alone', () => {
    const recording = of({ actor: 8, emotion: 'angry' })[5]!;
    expect(expressionOf(recording, 4)).toEqual(expressionOf(recording, 4));
    expect(expressionOf(recording, 4)).not.toEqual(expressionOf(recording, 5));
  });

  it('sings slower than it speaks, on steady notes', () => {
    for (const emotion of ['neutral', 'happy', 'fearful'] as const) {
      const [sung] = of({ actor: 2, emotion, vocalChannel: 'song' });
      const [spoken] = of({ actor: 2, emotion, vocalChannel: 'speech' });
      expect(expressionOf(sung!, 0).rate).toBeLessThan(expressionOf(spoken!, 0).rate * 0.8);
      expect(expressionOf(sung!, 0).span).toBe(0);
    }
  });

  it('never asks for less than the 80 words a minute that eSpeak NG can do', () => {
    for (const recording of recordings) expect(expressionOf(recording, 0).rate).toBeGreaterThanOrEqual(80);
  });
});
