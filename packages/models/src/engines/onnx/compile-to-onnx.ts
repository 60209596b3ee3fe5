import type { Graph } from '../../graph/graph.ts';
import { inferShapes } from '../../graph/infer-shapes.ts';
import { fitWeights } from '../../weights/fit-weights.ts';
import type { WeightMap } from '../../weights/weight-map.ts';
import { emitLayer } from './emit-layer.ts';
import { emitOperation, int8Weights } from './emit-operation.ts';
import type { LayerContext } from './layer-context.ts';
import { floatTensor, int64Tensor, model, node, valueInfo } from './onnx-messages.ts';
import { type Bytes, encode, type Message } from './protobuf.ts';

/** Settings of {@link compileToOnnx}. */
export interface CompileToOnnxOptions {
  /**
   * Texts stored in the model, for example labels; ONNX runtimes show them as custom metadata.
   * @default {}
   */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * Writes a graph with its weights as the bytes of an ONNX model: operator set 13, which every runtime since 2020 knows, or
 * 20 where the graph has operations.
 *
 * The input is `[batch, height, width, channels]` under its layer's name, as in Keras, and each output carries the name
 * of its layer; feature maps leave as `[batch, height, width, channels]` too. Inside, the channels come first, as ONNX
 * wants them.
 *
 * @throws ModelsError `invalid-weights` when the weights do not fit; `invalid-graph` when the graph contradicts itself.
 */
export function compileToOnnx(graph: Graph, weights: WeightMap, options: CompileToOnnxOptions = {}): Bytes {
  return compileWith(graph, weights, options);
}

interface CompileWithOptions extends CompileToOnnxOptions {
  /** Writes operations and their weights. */
  readonly emitter?: typeof emitOperation;
  /** Whether it writes operations that ONNX Runtime alone has. */
  readonly ownOperations?: boolean;
  /**
   * Images at a time, about, where the CPU alone will compute the model: large convolutions are then written as what it computes
   * fastest.
   * @default every convolution is a `Conv`
   */
  readonly cpuBatchSize?: number | undefined;
}

/** {@link compileToOnnx} with another way to write operations. */
export function compileWith(
  graph: Graph,
  weights: WeightMap,
  { metadata = {}, emitter = emitOperation, ownOperations, cpuBatchSize }: CompileWithOptions,
): Bytes {
  const fitted = fitWeights(graph, weights);
  const shapes = inferShapes(graph);
  const nodes: Message[] = [];
  const initializers: Message[] = [];
  const inputs: Message[] = [];
  const declared: Message[] = [];
  /**
   * The value that holds a layer's output, channels first if it is an image; or the output of the earlier layer that must
   * still get a border of zeros to become it.
   */
  const values = new Map<string, { readonly value: string; readonly layer: string; readonly padding: number }>();

  const emit: LayerContext['emit'] = (operation, from, to, attributes) => {
    nodes.push(node(operation, from, [to], attributes));
    return to;
  };
  const constant: LayerContext['constant'] = (name, shape, data) => {
    initializers.push(floatTensor(name, shape, data));
    return name;
  };
  const integers: LayerContext['integers'] = (name, values) => {
    initializers.push(int64Tensor(name, values));
    return name;
  };
  const cpu: LayerContext['cpu'] = cpuBatchSize
    ? { batchSize: cpuBatchSize, declare: (value, shape) => declared.push(valueInfo(value, shape)) }
    : undefined;
  /** Convolution and pooling take the border as their own; everybody else reads it as an operation. */
  const padded = (name: string): string => {
    const { value, padding } = values.get(name)!;
    if (padding === 0) return value;
    initializers.push(int64Tensor(`${name}/pads`, [0, 0, padding, padding, 0, 0, padding, padding]));
    values.set(name, { value: emit('Pad', [value, `${name}/pads`], `${name}:0`), layer: name, padding: 0 });
    return `${name}:0`;
  };

  const int8 = int8Weights(graph);
  for (const layer of graph.layers) {
    const { name } = layer;
    if (layer.type === 'input') {
      inputs.push(valueInfo(name, layer.shape));
      const isImage = layer.shape.length === 3;
      const value = isImage ? emit('Transpose', [name], `${name}:0`, { perm: [0, 3, 1, 2] }) : name;
      values.set(name, { value, layer: name, padding: 0 });
      continue;
    }
    if (layer.type === 'weight' || layer.type === 'constant' || layer.type === 'operation') {
      emitter(layer, {
        weightOf: (of) => fitted.get(of)?.[0],
        isInt8: int8.has(name),
        nameOf: padded,
        nodes,
        initializers,
      });
      values.set(name, { value: name, layer: name, padding: 0 });
      continue;
    }
    const source = values.get(layer.inputs[0]!)!;
    if (layer.type === 'zeroPadding2d') {
      values.set(name, { ...source, padding: source.padding + layer.padding });
      continue;
    }
    const takesBorder = layer.type === 'conv2d' || layer.type === 'maxPooling2d';
    const value = emitLayer(layer, {
      from: takesBorder ? [source.value] : layer.inputs.map(padded),
      padding: takesBorder ? source.padding : 0,
      inputShape: shapes.get(takesBorder ? source.layer : layer.inputs[0]!)!,
      weights: fitted.get(name) ?? [],
      emit,
      constant,
      integers,
      cpu,
    });
    values.set(name, { value, layer: name, padding: 0 });
  }

  const outputs = graph.outputs.map((name) => {
    const shape = shapes.get(name)!;
    // Operations give their values the name of their layer at once.
    if (values.get(name)!.value === name) return valueInfo(name, shape);
    if (shape.length === 3) emit('Transpose', [padded(name)], name, { perm: [0, 2, 3, 1] });
    else emit('Identity', [padded(name)], name);
    return valueInfo(name, shape);
  });
  const operatorSet = graph.layers.some(({ type }) => type === 'operation') ? 20 : 13;
  return encode(
    model({ name: graph.name, nodes, initializers, inputs, outputs, declared, operatorSet, ownOperations, metadata }),
  );
}
