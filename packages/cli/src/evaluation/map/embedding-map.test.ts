import { createRandom } from '@ser/dsp';
import { describe, expect, test } from 'vitest';
import { embeddingMap, mapFromCsv, mapToCsv } from './embedding-map.ts';
import { principalComponents } from './principal-components.ts';

const EXPECTED = [
  [-1.8598687933973508, 0.6352554815622063],
  [0.9631970789748509, 3.4705892134605936],
  [-5.094627422544371, -1.9341367951617456],
  [5.152884824506546, -2.3628125138712153],
  [0.8384143124603258, 0.19110461401016],
];

test('the scores of components are those of scikit-learn', () => {
  // PCA(2).fit_transform of these rows by scikit-learn 1.9.1, with each component's largest score turned positive.
  const rows = [
    [2, 0, 1, 5],
    [1, 3, 0, 2],
    [4, 1, 2, 9],
    [0, 2, 7, 1],
    [3, 3, 3, 3],
  ];
  const scores = principalComponents(rows, 2);
  const digits = (row: readonly number[]): number[] => row.map((value) => Number(value.toFixed(10)));
  expect(scores.map(digits)).toEqual(EXPECTED.map(digits));
});

describe('a map', () => {
  const random = createRandom(1);
  const dim = 20;
  // Three groups of fifteen files, far apart.
  const clips = Array.from({ length: 45 }, (_, i) => ({ name: `${i % 3}-${i}.wav` }));
  const rows = Float32Array.from(
    { length: 45 * dim },
    (_, k) => random() + (k % dim === Math.floor(k / dim) % 3 ? 30 : 0),
  );
  const part = { fingerprint: 'a', dim, clips, rows };
  const points = embeddingMap([part], { seed: 5 });

  test('keeps neighbors together: the nearest point of each is of its group', () => {
    for (const kind of ['umap', 'pca'] as const) {
      for (const one of points) {
        const distance = (two: typeof one): number =>
          Math.hypot(one[kind][0] - two[kind][0], one[kind][1] - two[kind][1]);
        const [nearest] = points.filter((two) => two !== one).sort((a, b) => distance(a) - distance(b));
        expect(nearest!.file[0]).toBe(one.file[0]);
      }
    }
  });

  test('is the same for the same seed, and comes back from its table', () => {
    expect(embeddingMap([part], { seed: 5 })).toEqual(points);
    expect(embeddingMap([part], { seed: 6 })).not.toEqual(points);
    const back = mapFromCsv(mapToCsv(points));
    expect(back.map(({ file }) => file)).toEqual(clips.map(({ name }) => name));
    for (const [i, { umap }] of back.entries()) expect(umap[0]).toBeCloseTo(points[i]!.umap[0], 2);
    expect(mapFromCsv('file,pca_1\nx,1\n')).toEqual([]);
  });

  test('shows the test parts of folds together, if one backbone embedded them all', () => {
    const folds = [
      { ...part, clips: clips.slice(0, 20), rows: rows.subarray(0, 20 * dim) },
      { ...part, clips: clips.slice(20), rows: rows.subarray(20 * dim) },
    ];
    expect(embeddingMap(folds, { seed: 5 })).toEqual(points);
    expect(embeddingMap([folds[0]!, { ...folds[1]!, fingerprint: 'b' }], { seed: 5 })).toEqual([]);
    expect(embeddingMap([], { seed: 5 })).toEqual([]);
  });

  test('has one point for the windows of one file, and is none for a few files', () => {
    const windows = clips.flatMap((clip) => [clip, clip]);
    const twice = Float32Array.from(
      { length: 2 * rows.length },
      (_, k) => rows[Math.floor(k / (2 * dim)) * dim + (k % dim)]!,
    );
    expect(embeddingMap([{ ...part, clips: windows, rows: twice }], { seed: 5 })).toEqual(points);
    expect(embeddingMap([{ ...part, clips: clips.slice(0, 9) }], { seed: 5 })).toEqual([]);
  });
});
