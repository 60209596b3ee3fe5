import { type Recording, STATEMENT_TEXTS } from '@ser/ravdess';
import type { Expression } from './expression.ts';
import { melodyOf } from './melody.ts';

/** Seven syllables each; what stands in [[ ]] are phonemes, so that a word can be sung on two notes. */
const syllables = {
  kids: ['Kids', 'are', "[[t'O:]]", "[[k'IN]]", 'by', 'the', 'door'],
  dogs: ['Dogs', 'are', "[[s'I]]", "[[t'IN]]", 'by', 'the', 'door'],
} as const;

/** Pitch settings of eSpeak NG to the octave: setting 50 is the voice's own pitch, 0 and 100 an octave below and above. */
const settingsPerOctave = 50;

/**
 * What eSpeak NG is given to say or sing.
 *
 * Sung text carries a pitch command (`\x01 nP`) and the monotone command (`\x01 0R`) before each syllable.
 */
export function wordsOf(recording: Recording, { rising }: Expression): string {
  if (recording.vocalChannel === 'speech') return `${STATEMENT_TEXTS[recording.statement]}${rising ? '?' : '.'}`;
  const notes = melodyOf(recording.emotion);
  return syllables[recording.statement]
    .map((syllable, i) => `\x01${Math.round(50 + (notes[i]! * settingsPerOctave) / 12)}P\x010R${syllable}`)
    .join(' ');
}
