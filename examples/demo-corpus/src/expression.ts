import type { Recording } from '@ser/ravdess';
import { prosodies, strongIntensity } from './prosody.ts';
import { between, createRandom } from './random.ts';
import { ratioOf } from './units.ts';
import { voiceOf } from './voices.ts';

/** How one recording is to sound, in absolute units. */
export interface Expression {
  /** Mean pitch in Hz. */
  readonly pitch: number;
  /** Distance in Hz from the 5th to the 95th percentile of the pitch; 0 is a monotone. */
  readonly span: number;
  /** Words a minute; eSpeak NG cannot go below 80. */
  readonly rate: number;
  /** Loudness in dB against neutral speech. */
  readonly level: number;
  /** Energy above about 1.5 kHz in dB against neutral speech. */
  readonly brightness: number;
  /** Whether the pitch rises at the end. */
  readonly rising: boolean;
}

/** Pitch span of average neutral speech, as a part of its mean pitch: about five semitones. */
const neutralSpan = 0.28;
/** Words a minute of singing, as a part of the same voice's speech. */
const sungRate = 0.72;
/** Part of the emotional pitch shift that singing keeps: its melody is given. */
const sungPitch = 0.4;
const slowestRate = 80;

/**
 * How a recording is to sound: its voice, moved by its emotion, more so when strong, with a manner of the actor's own and a
 * chance difference between repetitions.
 *
 * @param recording What is said, by whom, how.
 * @param seed Base seed of the corpus.
 */
export function expressionOf(recording: Recording, seed: number): Expression {
  const { actor, emotion, intensity, vocalChannel } = recording;
  const voice = voiceOf(actor);
  const prosody = prosodies[emotion];
  const sung = vocalChannel === 'song';

  // Actors differ in how strongly they act and in how they play each emotion; neutral stays the voice's own.
  const acting = createRandom(seed, 'actor', actor);
  const strength = between(acting, 0.88, 1.12) * (intensity === 'strong' ? strongIntensity : 1);
  const manner = createRandom(seed, 'manner', actor, emotion);
  const take = createRandom(seed, 'take', takeKey(recording));
  const vary = (own: number, chance: number): number =>
    (emotion === 'neutral' ? 0 : between(manner, -own, own)) + between(take, -chance, chance);

  const semitones = prosody.pitch * strength * (sung ? sungPitch : 1) + vary(0.6, 0.4);
  const range = Math.exp(Math.log(prosody.range) * strength + vary(0.1, 0.08));
  const rate = Math.exp(Math.log(prosody.rate) * strength + vary(0.03, 0.03));
  const pitch = voice.pitch * ratioOf(semitones);
  return {
    pitch,
    span: sung ? 0 : pitch * neutralSpan * voice.range * range,
    rate: Math.max(slowestRate, voice.rate * rate * (sung ? sungRate : 1)),
    level: prosody.level * strength + vary(0.8, 0.7),
    brightness: prosody.brightness * strength + vary(0.5, 0.3),
    rising: prosody.rising,
  };
}

/** What names a take: two repetitions of one sentence differ in it. */
export function takeKey({ actor, vocalChannel, emotion, intensity, statement, repetition }: Recording): string {
  return [actor, vocalChannel, emotion, intensity, statement, repetition].join('/');
}
