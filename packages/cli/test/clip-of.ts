import { formatFilename, parseFilename, type Recording } from '@ser/ravdess';
import type { Clip } from '../src/corpus/clip.ts';

/** The classes of RAVDESS, in order of name. */
export const LABELS: readonly string[] = [
  'angry',
  'calm',
  'disgust',
  'fearful',
  'happy',
  'neutral',
  'sad',
  'surprised',
];

/** What the name of a RAVDESS file tells, as the columns that `readCorpus` makes of it. */
export function factsOfRecording(recording: Recording): {
  label: string;
  speaker: string;
  facets: Record<string, string>;
} {
  const { emotion, actor, sex, intensity, vocalChannel, statement, repetition, modality } = recording;
  const facets = { modality, vocalChannel, intensity, statement, take: String(repetition), sex };
  return { label: emotion, speaker: String(actor).padStart(2, '0'), facets };
}

/** A clip of a RAVDESS recording, given as such or by its file name. */
export function clipOf(recording: Recording | string): Clip {
  const name = typeof recording === 'string' ? recording : formatFilename(recording);
  return {
    path: `/x/${name}`,
    name,
    ...factsOfRecording(typeof recording === 'string' ? parseFilename(recording) : recording),
  };
}
