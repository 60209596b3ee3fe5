/**
 * What the fields of a RAVDESS file name stand for, in order of code: index 0 is code 01. The seventh field is the actor.
 *
 * Source: Livingstone & Russo (2018), doi:10.1371/journal.pone.0196391, file naming convention.
 */
export const RAVDESS_CODES = {
  modality: ['audio-video', 'video-only', 'audio-only'],
  vocalChannel: ['speech', 'song'],
  emotion: ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'],
  intensity: ['normal', 'strong'],
  statement: ['kids', 'dogs'],
  repetition: [1, 2],
} as const;
