import type { Emotion } from '@ser/ravdess';

/** How an emotion is spoken, against the same voice speaking neutrally. */
export interface Prosody {
  /** Mean pitch, in semitones. */
  readonly pitch: number;
  /** Pitch range, as a factor. */
  readonly range: number;
  /** Words a minute, as a factor. */
  readonly rate: number;
  /** Loudness, in dB. */
  readonly level: number;
  /** Energy above about 1.5 kHz, in dB. */
  readonly brightness: number;
  /** Whether the pitch rises at the end, as in a question. */
  readonly rising: boolean;
}

/**
 * Eight emotions at normal intensity.
 *
 * The directions come from the literature, the sizes are ours:
 * - happy, sad, angry, fearful: Juslin and Laukka (2003), "Communication of emotions in vocal expression and music
 *   performance", Psychological Bulletin 129(5), summary of cues. Fear is the soft one of their table, not panic; reviews
 *   disagree about its pitch range (Scherer 2003, Speech Communication 40).
 * - calm: the cues of tenderness in the same summary, the nearest category there.
 * - disgust: Murray and Arnott (1993), JASA 93(2).
 * - surprised: Scherer and Oshinsky (1977), Motivation and Emotion 1(4); its loudness and brightness are ours.
 */
export const prosodies: Readonly<Record<Emotion, Prosody>> = {
  neutral: { pitch: 0, range: 1, rate: 1, level: 0, brightness: 0, rising: false },
  calm: { pitch: -1.5, range: 0.65, rate: 0.88, level: -3, brightness: -3, rising: false },
  happy: { pitch: 3.5, range: 1.7, rate: 1.12, level: 3, brightness: 2, rising: false },
  sad: { pitch: -3, range: 0.45, rate: 0.8, level: -5, brightness: -5, rising: false },
  angry: { pitch: 2.5, range: 1.4, rate: 1.16, level: 7, brightness: 6, rising: false },
  fearful: { pitch: 6, range: 0.6, rate: 1.22, level: -1.5, brightness: -2, rising: false },
  disgust: { pitch: -3.5, range: 1.25, rate: 0.82, level: -2, brightness: 0, rising: false },
  surprised: { pitch: 7, range: 2, rate: 1.08, level: 3, brightness: 1, rising: true },
};

/** How much farther from neutral the strong intensity lies, in semitones, decibels and logarithms of factors. */
export const strongIntensity = 1.4;
