import { catalog, type Recording } from '@ser/ravdess';
import { describe, expect, it } from 'vitest';
import { expressionOf } from './expression.ts';
import { wordsOf } from './score.ts';

const recordings = catalog({ modality: 'audio-only' });
const words = (recording: Recording): string => wordsOf(recording, expressionOf(recording, 0));
const notesOf = (text: string): number[] =>
  [...text.matchAll(/(\d+)P/g)].map(([, setting]) => ((Number(setting) - 50) * 12) / 50);

describe('wordsOf', () => {
  it('speaks the sentence, as a question where the voice is surprised', () => {
    for (const recording of recordings.filter(({ vocalChannel }) => vocalChannel === 'speech')) {
      const sentence = recording.statement === 'kids' ? 'Kids are talking by the door' : 'Dogs are sitting by the door';
      expect(words(recording)).toBe(sentence + (recording.emotion === 'surprised' ? '?' : '.'));
    }
  });

  it('sings seven notes: a major third for calm and happy, a minor one for sad, angry and fearful', () => {
    const peak = { neutral: 2, calm: 4, happy: 4, sad: 3, angry: 3, fearful: 3, disgust: 0, surprised: 0 };
    for (const recording of recordings.filter(({ vocalChannel }) => vocalChannel === 'song')) {
      const notes = notesOf(words(recording));
      expect(notes).toHaveLength(7);
      expect(notes[0]).toBe(0);
      expect(notes.at(-1)).toBe(0);
      // Settings are whole numbers: an eighth of a semitone is lost at most.
      expect(Math.abs(Math.max(...notes) - peak[recording.emotion])).toBeLessThan(0.13);
    }
  });
});
