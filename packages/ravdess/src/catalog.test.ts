import { describe, expect, test } from 'vitest';
import { catalog } from './catalog.ts';
import { formatFilename } from './filename/format-filename.ts';
import { EMOTIONS, type Modality, type VocalChannel } from './labels.ts';

describe('catalog', () => {
  test.each<[Modality | undefined, VocalChannel | undefined, number]>([
    [undefined, undefined, 7356],
    ['audio-only', undefined, 2452],
    ['audio-only', 'speech', 1440],
    ['audio-only', 'song', 1012],
    ['audio-video', 'speech', 1440],
    ['audio-video', 'song', 1012],
    ['video-only', undefined, 2452],
    [undefined, 'speech', 4320],
    [undefined, 'song', 3036],
  ])('of %s %s has the published number of files', (modality, vocalChannel, count) => {
    const names = catalog({ modality, vocalChannel }).map((recording) => formatFilename(recording));
    expect(names).toHaveLength(count);
    expect(new Set(names).size).toBe(count);
    expect([...names].sort()).toEqual(names);
  });

  test('has the published counts by emotion, actor and sex', () => {
    const count = (vocalChannel: VocalChannel, match: Record<string, unknown>): number =>
      catalog({ modality: 'audio-only', vocalChannel }).filter((r) =>
        Object.entries(match).every(([field, value]) => r[field as 'emotion'] === value),
      ).length;
    expect(EMOTIONS.map((emotion) => count('speech', { emotion }))).toEqual([96, 192, 192, 192, 192, 192, 192, 192]);
    expect(EMOTIONS.map((emotion) => count('song', { emotion }))).toEqual([92, 184, 184, 184, 184, 184, 0, 0]);
    expect(count('speech', { sex: 'male' })).toBe(720);
    expect(count('song', { sex: 'male' })).toBe(528);
    expect(count('song', { sex: 'female' })).toBe(484);
    for (let actor = 1; actor <= 24; actor++) {
      expect(count('speech', { actor })).toBe(60);
      expect(count('song', { actor })).toBe(actor === 18 ? 0 : 44);
    }
    expect(count('speech', { emotion: 'neutral', intensity: 'strong' })).toBe(0);
  });
});
