import type { ConstantLayer, Graph, OperationLayer, WeightLayer } from '../../graph/graph.ts';
import { valuesOf, type WeightTensor } from '../../weights/weight-map.ts';
import { emitInt8Product } from './emit-int8-product.ts';
import { floatTensor, int64Tensor, lateFloatTensor, node } from './onnx-messages.ts';
import type { Message } from './protobuf.ts';

/** What {@link emitOperation} needs to know, and where it writes. */
export interface OperationContext {
  /** The tensor of a weight layer. */
  readonly weightOf: (layer: string) => WeightTensor | undefined;
  /** Whether the layer is a weight that products in int8 alone read; they store it themselves. */
  readonly isInt8: boolean;
  /** Name of the value that holds a layer's output. */
  readonly nameOf: (layer: string) => string;
  readonly nodes: Message[];
  readonly initializers: Message[];
}

/** Names of the weights that nothing but products in int8 reads. */
export function int8Weights({ layers }: Graph): ReadonlySet<string> {
  const names = new Set<string>();
  for (const layer of layers) {
    if (layer.type === 'operation' && layer.precision === 'int8') names.add(layer.inputs[1]!);
  }
  for (const layer of layers) {
    if (!(layer.type === 'operation' && layer.precision === 'int8'))
      for (const name of layer.inputs) names.delete(name);
  }
  return names;
}

/**
 * Writes an operation as the node that it is, or as a product in int8, and weights and constants as initializers; each value
 * has the name of its layer.
 */
export function emitOperation(
  layer: OperationLayer | WeightLayer | ConstantLayer,
  { weightOf, isInt8, nameOf, nodes, initializers }: OperationContext,
): void {
  const { name } = layer;
  switch (layer.type) {
    case 'operation':
      if (layer.precision === 'int8') {
        const [x, weight] = layer.inputs as [string, string];
        const tensor = weightOf(weight)!;
        const product = { name: weight, shape: tensor.shape, data: valuesOf(tensor) };
        emitInt8Product(nameOf(x), product, name, nodes, initializers);
      } else {
        nodes.push(node(layer.operation, layer.inputs.map(nameOf), [name], layer.attributes));
      }
      break;
    case 'constant':
      initializers.push(
        layer.dtype === 'int64'
          ? int64Tensor(name, layer.values, layer.shape)
          : floatTensor(name, layer.shape, Float32Array.from(layer.values)),
      );
      break;
    case 'weight': {
      if (isInt8) break;
      const tensor = weightOf(name)!;
      const [rows, columns] = layer.shape as [number, number];
      initializers.push(
        layer.isTransposed
          ? lateFloatTensor(name, [columns, rows], () => transpose(valuesOf(tensor), rows, columns))
          : lateFloatTensor(name, layer.shape, () => valuesOf(tensor)),
      );
    }
  }
}

/** `[rows, columns]` → `[columns, rows]`, in tiles, so that neither side misses the cache all the time. */
function transpose(data: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(data.length);
  const tile = 32;
  for (let r0 = 0; r0 < rows; r0 += tile) {
    for (let c0 = 0; c0 < columns; c0 += tile) {
      const lastRow = Math.min(r0 + tile, rows);
      const lastColumn = Math.min(c0 + tile, columns);
      for (let r = r0; r < lastRow; r++) {
        for (let c = c0; c < lastColumn; c++) result[c * rows + r] = data[r * columns + c]!;
      }
    }
  }
  return result;
}
