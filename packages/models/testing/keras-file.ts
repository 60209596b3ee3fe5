import * as h5wasm from 'h5wasm';
import type { Graph } from '../src/graph/graph.ts';
import type { WeightMap } from '../src/weights/weight-map.ts';

/** How the datasets of a layer are named. */
export type NameStyle = 'keras1' | 'keras2';

/**
 * Writes a weight file in the layout of the official files of `keras.applications`: `layer_names` lists all layers, those
 * without weights included, and a layer's datasets carry the names that Keras 1 (VGG) or Keras 2 (ResNet) gave them.
 */
export async function kerasFile(graph: Graph, weights: WeightMap, style: NameStyle): Promise<Uint8Array> {
  const { FS } = await h5wasm.ready;
  const path = `/testing-${graph.name}.h5`;
  const file = new h5wasm.File(path, 'w');
  const names = graph.layers.map(({ name }) => name);
  file.create_attribute('layer_names', names, [names.length], 'S64');
  for (const layer of [...names].sort()) {
    const group = file.create_group(layer);
    const tensors = weights.get(layer) ?? [];
    const paths = tensors.map(({ name }) =>
      style === 'keras1' ? `${layer}_${name === 'kernel' ? 'W' : 'b'}_1:0` : `${layer}/${name}:0`,
    );
    if (paths.length > 0) group.create_attribute('weight_names', paths, [paths.length], 'S64');
    if (style === 'keras2' && paths.length > 0) group.create_group(layer);
    tensors.forEach(({ shape, data }, i) => {
      group.create_dataset({ name: paths[i]!, data, shape: [...shape] });
    });
  }
  file.close();
  const bytes = FS!.readFile(path) as Uint8Array;
  FS!.unlink(path);
  return bytes;
}
