import type { ConstantLayer, OperationLayer, WeightLayer } from '../../graph/graph.ts';
import { floatTensor, int64Tensor, node } from './onnx-messages.ts';
import type { Message } from './protobuf.ts';

/**
 * Writes an operation as the node that it is, and weights and constants as initializers; each value has the name of its
 * layer.
 */
export function emitOperation(
  layer: OperationLayer | WeightLayer | ConstantLayer,
  weight: Float32Array | undefined,
  nameOf: (layer: string) => string,
  nodes: Message[],
  initializers: Message[],
): void {
  const { name } = layer;
  switch (layer.type) {
    case 'operation':
      nodes.push(node(layer.operation, layer.inputs.map(nameOf), name, layer.attributes));
      break;
    case 'constant':
      initializers.push(
        layer.dtype === 'int64'
          ? int64Tensor(name, layer.values, layer.shape)
          : floatTensor(name, layer.shape, Float32Array.from(layer.values)),
      );
      break;
    case 'weight': {
      const [rows, columns] = layer.shape as [number, number];
      initializers.push(
        layer.isTransposed
          ? floatTensor(name, [columns, rows], transpose(weight!, rows, columns))
          : floatTensor(name, layer.shape, weight!),
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
