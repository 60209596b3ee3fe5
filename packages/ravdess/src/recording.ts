import type { Emotion, Intensity, Modality, Repetition, Sex, Statement, VocalChannel } from './labels.ts';

/** One file of the corpus, as its name describes it. */
export interface Recording {
  /** Field 1: picture, sound or both. */
  readonly modality: Modality;
  /** Field 2: speech or song. */
  readonly vocalChannel: VocalChannel;
  /** Field 3: the expressed emotion. */
  readonly emotion: Emotion;
  /** Field 4: strength of the emotion; neutral is always `normal`. */
  readonly intensity: Intensity;
  /** Field 5: which sentence. */
  readonly statement: Statement;
  /** Field 6: first or second repetition. */
  readonly repetition: Repetition;
  /** Field 7: actor number, 1 to 24 (to `maxActor` where a corpus of the same grammar has more voices). */
  readonly actor: number;
  /** Sex of the actor, which the number implies: odd is male, even is female. */
  readonly sex: Sex;
}

/** A recording, or anything that carries one, such as a scanned file or a row of features. */
export type HasRecording = Recording | { readonly recording: Recording };

/** The recording of an item: the item itself, or its `recording`. */
export function recordingOf(item: HasRecording): Recording {
  return 'recording' in item ? item.recording : item;
}
