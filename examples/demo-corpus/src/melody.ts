import type { Emotion } from '@ser/ravdess';

/** Seven notes in semitones above the key note, one a syllable. The tunes are ours: one plain, one in major, one in minor. */
const plain = [0, 0, 2, 2, -1, -1, 0] as const;
const major = [0, 0, 4, 4, 0, -1, 0] as const;
const minor = [0, 0, 3, 3, 0, -1, 0] as const;

/**
 * The tune of a sung recording: plain for neutral, major for calm and happy, minor for sad, angry and fearful.
 *
 * @returns Seven notes, in semitones above the voice's key note.
 */
export function melodyOf(emotion: Emotion): readonly number[] {
  if (emotion === 'neutral') return plain;
  return emotion === 'calm' || emotion === 'happy' ? major : minor;
}
