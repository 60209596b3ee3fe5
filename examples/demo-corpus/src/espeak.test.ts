import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DemoCorpusError } from './errors.ts';
import { type Espeak, startEspeak, type Utterance } from './espeak.ts';
import { voiceOf } from './voices.ts';

const sentence = 'Dogs are sitting by the door.';
const ask = (actor: number, options: Partial<Utterance> = {}): Utterance => {
  const voice = voiceOf(actor);
  return { text: sentence, voice, pitch: voice.pitch, span: 0.28 * voice.pitch, rate: 120, ...options };
};

/** Short enough to be shown where it differs. */
const digest = (samples: Int16Array): string => createHash('sha256').update(String(samples)).digest('hex');

/** Pitch in Hz of every voiced 40 ms, by autocorrelation. */
function pitches(samples: Int16Array, rate: number): number[] {
  const found: number[] = [];
  const size = Math.round(rate * 0.04);
  for (let at = 0; at + 2 * size < samples.length; at += size) {
    let best = 0;
    let lag = 0;
    const similarity = (shift: number): number => {
      let both = 0;
      let first = 0;
      let second = 0;
      for (let i = at; i < at + size; i++) {
        both += samples[i]! * samples[i + shift]!;
        first += samples[i]! ** 2;
        second += samples[i + shift]! ** 2;
      }
      return first < 1e6 * 40 ? 0 : both / Math.sqrt(first * second);
    };
    for (let shift = Math.round(rate / 450); shift <= Math.round(rate / 60); shift++) {
      const value = similarity(shift);
      // A later period fits about as well as the first: it must be clearly better to be taken.
      if (value > best + 0.03) {
        best = value;
        lag = shift;
      }
    }
    if (best > 0.9) found.push(rate / lag);
  }
  return found.sort((a, b) => a - b);
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)]!;

describe('startEspeak', () => {
  let espeak: Espeak;
  beforeAll(async () => {
    espeak = await startEspeak();
  });

  it('says the same whatever it said before, breathy voices and long texts included', async () => {
    const actors = [2, 1, 4, 6, 9];
    const first = actors.map((actor) => digest(espeak.say(ask(actor))));
    espeak.say(ask(6, { text: `${sentence} `.repeat(12) }));
    const again = actors.toReversed().map((actor) => digest(espeak.say(ask(actor))));
    expect(again.reverse()).toEqual(first);
    // Another second, another seed of its noise, if it may look at the clock.
    vi.spyOn(Date, 'now').mockReturnValue(1_000_000_000_000);
    const other = await startEspeak();
    vi.restoreAllMocks();
    expect(actors.map((actor) => digest(other.say(ask(actor))))).toEqual(first);
  });

  it('is not led astray by texts of growing length', async () => {
    const fresh = await startEspeak();
    const say = (times: number): string => digest(fresh.say(ask(1, { text: `${sentence} `.repeat(times), rate: 300 })));
    const lengths = [1, 1, 5, 1, 12];
    const first = lengths.map(say);
    expect(lengths.map(say)).toEqual(first);
  });

  it('speaks at the pitch that is asked for', () => {
    for (const [actor, pitch] of [
      [1, 110],
      [1, 150],
      [2, 200],
      [2, 280],
    ] as const) {
      const heard = pitches(espeak.say(ask(actor, { pitch, span: 0.28 * pitch })), espeak.sampleRate);
      expect(heard.length).toBeGreaterThan(15);
      expect(Math.abs(median(heard) / pitch - 1), `actor ${actor} at ${pitch} Hz`).toBeLessThan(0.06);
    }
  });

  it('widens the pitch with the span and holds it at 0', () => {
    const spread = (span: number): number => {
      const heard = pitches(espeak.say(ask(1, { pitch: 130, span })), espeak.sampleRate);
      return heard[Math.floor(heard.length * 0.9)]! - heard[Math.floor(heard.length * 0.1)]!;
    };
    expect(spread(0)).toBeLessThan(3);
    expect(spread(20)).toBeGreaterThan(8);
    expect(spread(60)).toBeGreaterThan(2 * spread(20));
  });

  it('takes longer at a slower rate', () => {
    const slow = espeak.say(ask(3, { rate: 90 })).length;
    const fast = espeak.say(ask(3, { rate: 180 })).length;
    expect(slow / fast).toBeGreaterThan(1.6);
  });

  it('sings the notes that it is given', () => {
    const heard = pitches(
      espeak.say(ask(1, { text: '\x0150P\x010RDoor \x0167P\x010Rdoor', pitch: 120, span: 0, rate: 80 })),
      espeak.sampleRate,
    );
    // Setting 67 is 17 / 50 of an octave above setting 50.
    expect(Math.abs(heard[2]! / 120 - 1)).toBeLessThan(0.04);
    expect(Math.abs(heard.at(-3)! / (120 * 2 ** (17 / 50)) - 1)).toBeLessThan(0.04);
  });

  it('names what it cannot do', () => {
    const voice = { ...voiceOf(1), variant: 'nobody' };
    expect(() => espeak.say(ask(1, { voice }))).toThrow(DemoCorpusError);
    expect(() => espeak.say(ask(1, { voice }))).toThrow('nobody');
    expect(() => espeak.say(ask(1, { text: ' ' }))).toThrow('no sound');
    expect(() => espeak.say(ask(1, { text: 'a'.repeat(2000) }))).toThrow('1000 characters');
  });
});
