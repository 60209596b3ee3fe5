import { RAVDESS_CODES } from '@ser/corpora';

/** Modalities in code order: index 0 is code 01. */
export const MODALITIES: (typeof RAVDESS_CODES)['modality'] = RAVDESS_CODES.modality;
/** What a file carries: picture and sound, picture, or sound. */
export type Modality = (typeof MODALITIES)[number];

/** Vocal channels in code order: index 0 is code 01. */
export const VOCAL_CHANNELS: (typeof RAVDESS_CODES)['vocalChannel'] = RAVDESS_CODES.vocalChannel;
/** Whether the sentence is spoken or sung. */
export type VocalChannel = (typeof VOCAL_CHANNELS)[number];

/**
 * Emotions in code order: index 0 is code 01, so a class index is the code minus one.
 *
 * Song has the first six only.
 */
export const EMOTIONS: (typeof RAVDESS_CODES)['emotion'] = RAVDESS_CODES.emotion;
/** The emotion that the actor was asked to express. */
export type Emotion = (typeof EMOTIONS)[number];

/** Intensities in code order: index 0 is code 01. Neutral is never strong. */
export const INTENSITIES: (typeof RAVDESS_CODES)['intensity'] = RAVDESS_CODES.intensity;
/** Strength of the expressed emotion. */
export type Intensity = (typeof INTENSITIES)[number];

/** Statements in code order, by their first word: index 0 is code 01. */
export const STATEMENTS: (typeof RAVDESS_CODES)['statement'] = RAVDESS_CODES.statement;
/** Which of the two sentences is said or sung; {@link STATEMENT_TEXTS} has the words. */
export type Statement = (typeof STATEMENTS)[number];

/** The two sentences, word for word. */
export const STATEMENT_TEXTS: Readonly<Record<Statement, string>> = {
  kids: 'Kids are talking by the door',
  dogs: 'Dogs are sitting by the door',
};

/** First and second repetition of the same sentence, emotion and intensity by the same actor. */
export const REPETITIONS: (typeof RAVDESS_CODES)['repetition'] = RAVDESS_CODES.repetition;
/** Which of the two repetitions. */
export type Repetition = (typeof REPETITIONS)[number];

/** Sexes of the actors: odd numbers are male, even numbers female. */
export const SEXES = ['male', 'female'] as const;
/** Sex of an actor. */
export type Sex = (typeof SEXES)[number];

/** Number of actors in RAVDESS. */
export const ACTOR_COUNT = 24;

/** The one actor without song recordings. */
export const ACTOR_WITHOUT_SONG = 18;

/** Sex of an actor by number: odd is male, even is female. */
export function sexOf(actor: number): Sex {
  return actor % 2 === 1 ? 'male' : 'female';
}
