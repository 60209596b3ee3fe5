import { basename, dirname } from 'node:path';
import { compileWith } from '../engines/onnx/compile-to-onnx.ts';
import { emitOperation } from '../engines/onnx/emit-operation.ts';
import { FLOAT, node, RUNTIME_DOMAIN } from '../engines/onnx/onnx-messages.ts';
import { field, intField, type Message, message } from '../engines/onnx/protobuf.ts';
import type { Graph } from '../graph/graph.ts';
import type { WeightMap } from '../weights/weight-map.ts';
import { sizeOf } from '../weights/weight-specs.ts';

/** A graph whose weights partly stay on the disk, for a runtime that maps them. */
export interface StoredModel {
  /** The ONNX model, which names places in files. */
  readonly bytes: Uint8Array;
  /** Entries of the session's configuration: where the files are. */
  readonly settings: object;
  /** Names of the weights that stay, and whether they stand there as `[out, in]`, where products want `[in, out]`. */
  readonly stored: ReadonlyMap<string, { readonly isTransposed: boolean }>;
}

/** Smaller ones are written into the model, in bytes. */
const LEAST = 1024;

/**
 * Compiles a graph of operations for ONNX Runtime on the CPU: weights that stand on the disk as operations want them, or as
 * products can take them, are left there; a transposed copy of a matrix would be in memory beside what the runtime packs of it.
 *
 * @returns `undefined` where there are none. All that stay lie in the folder of the first, since a session knows one.
 */
export function compileStored(graph: Graph, weights: WeightMap): StoredModel | undefined {
  const { folder, files } = findStored(graph, weights);
  if (folder === undefined) return undefined;
  const bytes = compileWith(graph, weights, {
    ownOperations: true,
    emitter: (layer, context) => {
      const { nameOf, nodes, initializers } = context;
      const file = layer.type === 'weight' ? files.get(layer.name) : undefined;
      if (file) {
        initializers.push(placedTensor(layer.name, (layer as typeof layer & { type: 'weight' }).shape, file));
      } else if (layer.type === 'operation' && isProduct(layer) && files.get(layer.inputs[1]!)?.isTransposed) {
        const inputs = layer.inputs.map(nameOf);
        nodes.push(node('FusedMatMul', inputs, [layer.name], { transB: 1 }, RUNTIME_DOMAIN));
      } else emitOperation(layer, context);
    },
  });
  return { bytes, settings: { model_external_initializers_file_folder_path: folder }, stored: files };
}

interface Place {
  readonly name: string;
  readonly offset: number;
  readonly isTransposed: boolean;
}

function findStored({ layers }: Graph, weights: WeightMap): { folder?: string; files: Map<string, Place> } {
  const files = new Map<string, Place>();
  const asTheyAre = new Set<string>();
  for (const layer of layers) {
    if (layer.type !== 'operation') continue;
    layer.inputs.forEach((name, i) => {
      if (!(i === 1 && isProduct(layer))) asTheyAre.add(name);
    });
  }
  let folder: string | undefined;
  for (const layer of layers) {
    if (layer.type !== 'weight') continue;
    const { name, shape, isTransposed = false } = layer;
    const file = weights.get(name)?.[0]?.stored?.file;
    if (!file || (isTransposed && asTheyAre.has(name)) || 4 * sizeOf(shape) < LEAST) continue;
    folder ??= dirname(file.path);
    if (dirname(file.path) === folder)
      files.set(name, { name: basename(file.path), offset: file.offset, isTransposed });
  }
  return { ...(folder !== undefined && { folder }), files };
}

/** A product in float32, whose second factor may be transposed. */
const isProduct = ({ operation, precision }: { operation: string; precision?: string }): boolean =>
  operation === 'MatMul' && precision !== 'int8';

/** A constant float32 tensor whose values stand in a file of the folder that the session is told. */
function placedTensor(name: string, shape: readonly number[], { name: file, offset }: Place): Message {
  const entry = (key: string, value: string): Message => field(13, message(field(1, key), field(2, value)));
  return message(
    ...shape.map((n) => intField(1, n)),
    intField(2, FLOAT),
    field(8, name),
    entry('location', file),
    entry('offset', String(offset)),
    entry('length', String(4 * sizeOf(shape))),
    // TensorProto.DataLocation EXTERNAL
    intField(14, 1),
  );
}
