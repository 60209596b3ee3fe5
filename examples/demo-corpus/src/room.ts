import { between, type Random } from './random.ts';
import { amplitudeOf } from './units.ts';

/** Seconds of silence before the voice. */
const before = [0.55, 0.8] as const;
/** Seconds of silence after it. */
const after = [0.9, 1.1] as const;
/** Level of the room noise in dB against full scale. */
const noiseLevel = [-68, -64] as const;
/** Pole of the low-pass that makes the noise sound like a room and not like a hiss. */
const pole = 0.9;
/** Root mean square of three uniform numbers in [-½, ½), added, after that low-pass: √(3/12 · (1 − pole) / (1 + pole)). */
const noiseRms = Math.sqrt((0.25 * (1 - pole)) / (1 + pole));

/**
 * Puts a voice into a quiet room: silence of chance length before and after, and faint low noise throughout.
 *
 * The lengths are drawn alike for every emotion, so that the silences tell nothing about it.
 *
 * @param voice Signal, not changed.
 * @param sampleRate Its sample rate in Hz.
 * @param random Source of the lengths and the noise.
 */
export function placeInRoom(voice: Float32Array, sampleRate: number, random: Random): Float32Array {
  const start = Math.round(between(random, ...before) * sampleRate);
  const end = Math.round(between(random, ...after) * sampleRate);
  const level = amplitudeOf(between(random, ...noiseLevel)) / noiseRms;
  const room = new Float32Array(start + voice.length + end);
  let noise = 0;
  for (let i = 0; i < room.length; i++) {
    noise = pole * noise + (1 - pole) * (random() + random() + random() - 1.5);
    room[i] = noise * level;
  }
  for (let i = 0; i < voice.length; i++) room[start + i]! += voice[i]!;
  return room;
}
