import { describe, expect, it } from 'vitest';
import { writeVariant } from './timbre.ts';

const source = [
  'language variant',
  'name female2',
  'pitch 142 220',
  'formant 0 105 80 150',
  'formant 2 110 70 150 9',
  'echo 140 10',
  'flutter 5',
  'breath 0 2 3',
  'stressAdd 0 0 -10',
].join('\n');

describe('writeVariant', () => {
  it('keeps the timbre, scales all formants, and takes over the pitch', () => {
    const lines = writeVariant(source, { tract: 1.1, low: 99.6, high: 140.2, steady: false }).split('\n');
    expect(lines).toContain('pitch 100 140');
    expect(lines).toContain('formant 0 116 80 150');
    expect(lines).toContain('formant 2 121 70 150 9');
    expect(lines).toContain('formant 1 110 100 100');
    expect(lines).toContain('breath 0 2 3');
    expect(lines).toContain('flutter 5');
    expect(lines.filter((line) => /^(echo|stressAdd|pitch 142|name female2)/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('formant'))).toHaveLength(9);
  });

  it('keeps the pitch from wavering where a note is held', () => {
    const lines = writeVariant(source, { tract: 1, low: 100, high: 100, steady: true }).split('\n');
    expect(lines.filter((line) => line.startsWith('flutter'))).toEqual(['flutter 0']);
  });
});
