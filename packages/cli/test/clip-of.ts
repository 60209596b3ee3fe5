import { formatFilename, parseFilename, type Recording } from '@ser/ravdess';
import type { Clip } from '../src/corpus/clip.ts';
import { factsOfRecording } from '../src/corpus/read-corpus.ts';

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

/** A clip of a RAVDESS recording, given as such or by its file name. */
export function clipOf(recording: Recording | string): Clip {
  const name = typeof recording === 'string' ? recording : formatFilename(recording);
  return {
    path: `/x/${name}`,
    name,
    ...factsOfRecording(typeof recording === 'string' ? parseFilename(recording) : recording),
  };
}
