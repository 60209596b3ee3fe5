import { combinationIssues } from './filename/parse-filename-lenient.ts';
import {
  ACTOR_COUNT,
  EMOTIONS,
  INTENSITIES,
  MODALITIES,
  type Modality,
  REPETITIONS,
  STATEMENTS,
  sexOf,
  VOCAL_CHANNELS,
  type VocalChannel,
} from './labels.ts';
import type { Recording } from './recording.ts';

/** Options of {@link catalog}. */
export interface CatalogOptions {
  /**
   * Only this modality.
   *
   * @default all three
   */
  readonly modality?: Modality | undefined;
  /**
   * Only this vocal channel.
   *
   * @default both
   */
  readonly vocalChannel?: VocalChannel | undefined;
}

/**
 * Every recording of the corpus, sorted by file name.
 *
 * 7,356 in all: for each of the three modalities 1,440 of speech and 1,012 of song.
 */
export function catalog({ modality, vocalChannel }: CatalogOptions = {}): Recording[] {
  const recordings: Recording[] = [];
  for (const m of modality === undefined ? MODALITIES : [modality]) {
    for (const v of vocalChannel === undefined ? VOCAL_CHANNELS : [vocalChannel]) recordings.push(...part(m, v));
  }
  return recordings;
}

/** One modality and channel, in the order of the remaining five fields. */
function* part(modality: Modality, vocalChannel: VocalChannel): Generator<Recording> {
  for (const emotion of EMOTIONS) {
    for (const intensity of INTENSITIES) {
      for (const statement of STATEMENTS) {
        for (const repetition of REPETITIONS) {
          for (let actor = 1; actor <= ACTOR_COUNT; actor++) {
            const sex = sexOf(actor);
            const recording = { modality, vocalChannel, emotion, intensity, statement, repetition, actor, sex };
            if (combinationIssues(recording).length === 0) yield recording;
          }
        }
      }
    }
  }
}
