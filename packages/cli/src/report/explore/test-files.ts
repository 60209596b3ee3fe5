import { byName } from '../../corpus/clip.ts';
import type { MapPoint } from '../../evaluation/map/embedding-map.ts';
import type { Clips } from '../read-clips.ts';
import { dataUri, mediaType } from '../render/data-uri.ts';
import type { Report } from '../report.ts';
import type { TestFile, TestFiles } from './explorer-data.ts';

/** Every file of the test part with what every model says of it, in the order of names. */
export function testFiles({ models, run: { labels } }: Report, clips: Clips): TestFiles {
  const files = new Map<string, { speaker: string; actual: number; said: (number[] | null)[] }>();
  for (const [i, { data }] of models.entries()) {
    for (const { file, speaker = '', actual, predicted, probabilities } of data.predictions) {
      const own = files.get(file) ?? { speaker, actual: labels.indexOf(actual), said: models.map(() => null) };
      own.said[i] = [labels.indexOf(predicted), ...probabilities.map((p) => Math.round(100 * p))];
      files.set(file, own);
    }
  }
  const sorted = [...files].sort(([a], [b]) => byName(a, b));
  return {
    labels,
    models: models.map(({ model }) => model),
    files: sorted.map(([name, own]) => ({ name, ...own, ...mediaOf(clips.get(name)) })),
    maps: models.map(({ data: { map } }) => {
      if (map.length === 0) return null;
      const places = new Map(scaled(map).map(({ file, place }) => [file, place]));
      return sorted.map(([name]) => places.get(name) ?? null);
    }),
  };
}

/** Each coordinate from 0 to 1000 over its range. */
function scaled(map: readonly MapPoint[]): { file: string; place: number[] }[] {
  const rows = map.map(({ umap, pca }) => [...umap, ...pca]);
  const ranges = [0, 1, 2, 3].map((axis) => {
    const values = rows.map((row) => row[axis]!);
    const low = Math.min(...values);
    return { low, width: Math.max(...values) - low || 1 };
  });
  return map.map(({ file }, i) => ({
    file,
    place: ranges.map(({ low, width }, axis) => Math.round((1000 * (rows[i]![axis]! - low)) / width)),
  }));
}

function mediaOf(clip: ReturnType<Clips['get']>): Pick<TestFile, 'picture' | 'sound'> {
  if (!clip || 'problem' in clip) return { picture: null, sound: null };
  const { thumbnail, sound, link, name } = clip;
  return {
    picture: dataUri('image/png', thumbnail),
    // A player of the page holds it already, under the name of its card.
    sound: sound === null ? link : clip.picture ? `#${name}` : dataUri(mediaType(sound.name), sound.bytes),
  };
}
