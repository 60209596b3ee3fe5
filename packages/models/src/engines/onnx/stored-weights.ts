import type { Graph } from '../../graph/graph.ts';
import type { WeightMap } from '../../weights/weight-map.ts';

/** A weight in a file of the folder. */
export interface StoredWeight {
  /** Name of the file. */
  readonly name: string;
  /** Of the first value, in bytes. */
  readonly offset: number;
  /** Whether it stands there as `[out, in]`, where products want `[in, out]`. */
  readonly isTransposed: boolean;
}

/** Weights that ONNX Runtime maps from one folder, by the names of their layers. */
export interface StoredWeights {
  readonly folder: string;
  readonly files: ReadonlyMap<string, StoredWeight>;
}

/** Smaller ones are written into the model. */
const LEAST_BYTES = 1024;

/**
 * The weights of a graph that stand on the disk as its operations want them: read as they are, or by products that can take
 * them transposed. All lie in the folder of the first, since a session knows one.
 */
export function storedWeights({ layers }: Graph, weights: WeightMap): StoredWeights | undefined {
  const files = new Map<string, StoredWeight>();
  let folder: string | undefined;
  const others = new Set<string>();
  for (const layer of layers) {
    if (layer.type !== 'operation') continue;
    // The second factor of a product in float32 alone may be transposed.
    const isProduct = layer.operation === 'MatMul' && layer.precision !== 'int8';
    layer.inputs.forEach((name, i) => {
      if (!(isProduct && i === 1)) others.add(name);
    });
  }
  for (const layer of layers) {
    if (layer.type !== 'weight' || (layer.isTransposed && others.has(layer.name))) continue;
    const file = weights.get(layer.name)?.[0]?.stored?.file;
    const bytes = 4 * layer.shape.reduce((product, n) => product * n, 1);
    if (!file || bytes < LEAST_BYTES) continue;
    const [home, name] = split(file);
    folder ??= home;
    if (home === folder)
      files.set(layer.name, { name, offset: file.offset, isTransposed: layer.isTransposed ?? false });
  }
  return folder === undefined ? undefined : { folder, files };
}

function split({ path }: { readonly path: string }): [folder: string, name: string] {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return [path.slice(0, at), path.slice(at + 1)];
}
