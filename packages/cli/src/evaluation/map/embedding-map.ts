import { createRandom, deriveSeed } from '@ser/dsp';
import { UMAP } from 'umap-js';
import type { Clip } from '../../corpus/clip.ts';
import { csvLine, parseCsv } from '../../files/csv.ts';
import { principalComponents } from './principal-components.ts';

/** Where a file lies on the maps of a model's embeddings. */
export interface MapPoint {
  readonly file: string;
  readonly pca: readonly [number, number];
  readonly umap: readonly [number, number];
}

/** Embeddings of a test part, which a map is made from. */
export interface TestEmbeddings {
  /** Digest of the backbone that made them: those of two backbones lie on no common map. */
  readonly fingerprint: string;
  readonly dim: number;
  /** The file of each row. */
  readonly clips: readonly Pick<Clip, 'name'>[];
  /** Row by row, [clips, dim]. */
  readonly rows: Float32Array;
}

/** More files are not mapped all: so many of them are, evenly over the test part. */
const MOST_FILES = 1000;
/** Fewer have no neighborhood worth a map. */
const LEAST_FILES = 10;
/** Components that UMAP starts from. */
const COMPONENTS = 30;
const UMAP_SETTINGS = { nNeighbors: 15, minDist: 0.1, nEpochs: 300 } as const;

/**
 * Maps the embeddings of a test part to the plane, twice: the first two principal components, which keep large distances, and
 * UMAP on the first thirty, which keeps neighbors. None where there are fewer than ten files.
 *
 * @param parts Test parts; rows of one file are averaged. None is drawn of several parts that another backbone embedded each.
 */
export function embeddingMap(parts: readonly TestEmbeddings[], { seed }: { readonly seed: number }): MapPoint[] {
  if (new Set(parts.map(({ fingerprint }) => fingerprint)).size !== 1) return [];
  const byFile = new Map<string, Float32Array[]>();
  for (const { clips, rows, dim } of parts) {
    for (const [i, { name }] of clips.entries())
      byFile.set(name, [...(byFile.get(name) ?? []), rows.subarray(i * dim, (i + 1) * dim)]);
  }
  const all = [...byFile];
  const step = Math.max(1, all.length / MOST_FILES);
  const chosen = Array.from({ length: Math.floor(all.length / step) }, (_, i) => all[Math.floor(i * step)]!);
  if (chosen.length < LEAST_FILES) return [];
  const components = principalComponents(
    chosen.map(([, own]) => own[0]!.map((_, j) => own.reduce((sum, row) => sum + row[j]! / own.length, 0))),
    COMPONENTS,
  );
  const random = createRandom(deriveSeed(seed, 'map'));
  const plane = new UMAP({
    ...UMAP_SETTINGS,
    nNeighbors: Math.min(UMAP_SETTINGS.nNeighbors, chosen.length - 1),
    random,
  }).fit(components);
  return chosen.map(([file], i) => ({
    file,
    pca: [components[i]![0]!, components[i]![1]!],
    umap: [plane[i]![0]!, plane[i]![1]!],
  }));
}

/** The table `map.csv`. */
export function mapToCsv(points: readonly MapPoint[]): string {
  const lines = points.map(({ file, pca, umap }) => [file, ...[...pca, ...umap].map((value) => value.toPrecision(5))]);
  return `${[['file', 'pca_1', 'pca_2', 'umap_1', 'umap_2'], ...lines].map(csvLine).join('\n')}\n`;
}

/** Reads such a table back; rows that are none are passed over, since a map is there to be looked at. */
export function mapFromCsv(text: string): MapPoint[] {
  return parseCsv(text).rows.flatMap(({ file = '', ...cells }) => {
    const [a, b, c, d] = ['pca_1', 'pca_2', 'umap_1', 'umap_2'].map((name) => Number(cells[name] || Number.NaN));
    return file && [a, b, c, d].every(Number.isFinite) ? [{ file, pca: [a!, b!], umap: [c!, d!] } as const] : [];
  });
}
