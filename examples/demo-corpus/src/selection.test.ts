import { catalog, EMOTIONS, formatFilename } from '@ser/ravdess';
import { describe, expect, it } from 'vitest';
import { DemoCorpusError } from './errors.ts';
import { type CorpusItem, selectRecordings } from './selection.ts';

const count = (items: readonly CorpusItem[], key: (item: CorpusItem) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
};

describe('selectRecordings', () => {
  it('makes the whole catalog', () => {
    const items = selectRecordings({ actors: 24, itemsPerActor: 'all', channels: ['speech', 'song'] });
    const names = items.map(({ path }) => path.slice('Actor_NN/'.length));
    expect(names.sort()).toEqual(
      catalog({ modality: 'audio-only' })
        .map((recording) => formatFilename(recording))
        .sort(),
    );
    expect(items).toHaveLength(2452);
    expect(selectRecordings({ actors: 24, itemsPerActor: 'all', channels: ['speech'] })).toHaveLength(1440);
    expect(selectRecordings({ actors: 24, itemsPerActor: 'all', channels: ['song'] })).toHaveLength(1012);
  });

  it('chooses 20 of each speaker in the proportions of RAVDESS', () => {
    const items = selectRecordings({ actors: 24, itemsPerActor: 20, channels: ['speech'] });
    expect(items).toHaveLength(480);
    for (const [key, n] of Object.entries(count(items, ({ recording }) => `${recording.actor} ${recording.emotion}`))) {
      expect(key.endsWith('neutral') ? [1, 2] : [2, 3], key).toContain(n);
    }
    for (let actor = 1; actor <= 24; actor++) {
      const own = items.filter(({ recording }) => recording.actor === actor);
      expect(own).toHaveLength(20);
      expect(new Set(own.map(({ recording }) => recording.emotion)).size).toBe(8);
    }
    const emotions = count(items, ({ recording }) => recording.emotion);
    for (const emotion of EMOTIONS)
      expect(Math.abs(emotions[emotion]! - (emotion === 'neutral' ? 32 : 64)), emotion).toBeLessThanOrEqual(3);
    for (const sex of ['male', 'female']) {
      const half = count(
        items.filter(({ recording }) => recording.sex === sex),
        ({ recording }) => recording.emotion,
      );
      for (const emotion of EMOTIONS)
        expect(Math.abs(half[emotion]! - (emotion === 'neutral' ? 16 : 32)), `${sex} ${emotion}`).toBeLessThanOrEqual(
          3,
        );
    }
    for (const field of ['statement', 'repetition'] as const) {
      for (const emotion of EMOTIONS) {
        const values = Object.values(
          count(
            items.filter(({ recording }) => recording.emotion === emotion),
            ({ recording }) => String(recording[field]),
          ),
        );
        expect(values, `${emotion} ${field}`).toHaveLength(2);
        expect(Math.abs(values[0]! - values[1]!), `${emotion} ${field}`).toBeLessThanOrEqual(8);
      }
    }
    const strong = items.filter(({ recording }) => recording.emotion !== 'neutral' && recording.intensity === 'strong');
    expect(Math.abs(strong.length - 224)).toBeLessThanOrEqual(10);
  });

  it('contains every smaller choice in every larger one', () => {
    const paths = (n: number | 'all'): string[] =>
      selectRecordings({ actors: 3, itemsPerActor: n, channels: ['speech', 'song'] }).map(({ path }) => path);
    const sizes = [1, 7, 20, 50, 103];
    sizes.forEach((n, i) => {
      const larger = new Set(paths(sizes[i + 1] ?? 'all'));
      const smaller = paths(n);
      expect(smaller).toHaveLength(3 * n);
      expect(smaller.every((path) => larger.has(path))).toBe(true);
    });
  });

  it('goes on after the 24 actors of the catalog, and puts each file in its folder', () => {
    const items = selectRecordings({ actors: 99, itemsPerActor: 'all', channels: ['speech', 'song'] });
    expect(items).toHaveLength(99 * 104 - 44);
    const paths = items.map(({ path }) => path);
    expect(paths).toEqual([...paths].sort());
    expect(new Set(paths).size).toBe(paths.length);
    for (const { path, recording } of items) {
      const number = String(recording.actor).padStart(2, '0');
      expect(path).toMatch(new RegExp(`^Actor_${number}/03-.*-${number}\\.wav$`));
      expect(recording.sex).toBe(recording.actor % 2 === 1 ? 'male' : 'female');
    }
  });

  it.each([
    [{ actors: 0 }, 'actors'],
    [{ actors: 100 }, 'actors'],
    [{ actors: 2.5 }, 'actors'],
    [{ itemsPerActor: 0 }, 'itemsPerActor'],
    [{ itemsPerActor: 1.5 }, 'itemsPerActor'],
    [{ channels: [] }, 'channels'],
    [{ channels: ['speach' as 'speech'] }, 'speach'],
  ])('refuses %j', (options, word) => {
    const make = (): unknown => selectRecordings({ actors: 2, itemsPerActor: 2, channels: ['speech'], ...options });
    expect(make).toThrow(DemoCorpusError);
    expect(make).toThrow(word);
  });
});
