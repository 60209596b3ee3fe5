import { ModelsError } from '../../errors.ts';
import type { Activation, Layer, OperationAttribute } from '../../graph/graph.ts';
import { softmax } from '../../softmax.ts';
import type { WeightTensor } from '../../weights/weight-map.ts';
import type { LayerContext } from './layer-context.ts';
import { toOnnxLayout } from './to-onnx-layout.ts';
import { emitWinograd, isForWinograd } from './winograd/emit-winograd.ts';

/** Writes one layer as ONNX operations, channels first, and returns the name of its output value. */
export function emitLayer(layer: Layer, context: LayerContext): string {
  const { from, weights, emit, constant, integers, padding, inputShape } = context;
  const { name } = layer;
  const out = `${name}:0`;
  const stored = (tensor: WeightTensor): string => constant(`${name}/${tensor.name}`, tensor.shape, tensor.data);
  const border = (n: number): OperationAttribute => [n, n, n, n];
  switch (layer.type) {
    case 'conv2d': {
      const [kernel, bias] = weights;
      const size = layer.kernelSize;
      const [, , channels, filters] = kernel!.shape;
      const pad = padding + (layer.padding === 'same' ? (size - 1) / 2 : 0);
      if (isForWinograd(layer, context, pad)) {
        const compute = (to: string): string => {
          if (!bias) return emitWinograd(name, kernel!, context, to);
          const unbiased = emitWinograd(name, kernel!, context, `${name}:unbiased`);
          return emit('Add', [unbiased, constant(`${name}/bias`, [filters!, 1, 1], bias.data)], to);
        };
        return activate(layer.activation, compute, context, out);
      }
      const values = constant(`${name}/kernel`, [filters!, channels!, size, size], toOnnxLayout(kernel!));
      const attributes = {
        kernel_shape: [size, size],
        strides: [layer.strides, layer.strides],
        pads: border(pad),
      };
      const inputs = [from[0]!, values, ...(bias ? [stored(bias)] : [])];
      return activate(layer.activation, (to) => emit('Conv', inputs, to, attributes), context, out);
    }
    case 'dense': {
      if (inputShape.length !== 1)
        throw new ModelsError('invalid-graph', `Dense layer "${name}" takes vectors; pool the image first.`);
      const inputs = [from[0]!, ...weights.map(stored)];
      return activate(layer.activation, (to) => emit('Gemm', inputs, to), context, out);
    }
    case 'batchNormalization':
      return emit('BatchNormalization', [from[0]!, ...weights.map(stored)], out, { epsilon: { float: layer.epsilon } });
    case 'normalization': {
      const [mean, variance] = weights;
      const deviation = variance!.data.map((v) => Math.max(Math.sqrt(v), 1e-7));
      const centered = emit('Sub', [from[0]!, stored(mean!)], `${name}:centered`);
      return emit('Div', [centered, constant(`${name}/deviation`, variance!.shape, deviation)], out);
    }
    case 'layerWeights': {
      const { layers } = layer;
      const [scores] = weights;
      const rows = emit(
        'Reshape',
        [from[0]!, integers(`${name}/rows`, [-1, layers, inputShape[0]! / layers])],
        `${name}:rows`,
      );
      const shares = constant(`${name}/shares`, [layers, 1], softmax(scores!.data));
      const weighted = emit('Mul', [rows, shares], `${name}:weighted`);
      return emit('ReduceSum', [weighted, integers(`${name}/axis`, [1])], out, { keepdims: 0 });
    }
    case 'activation':
      return layer.activation === 'linear' ? from[0]! : activate(layer.activation, () => from[0]!, context, out);
    case 'maxPooling2d': {
      const { poolSize, strides } = layer;
      const attributes = { kernel_shape: [poolSize, poolSize], strides: [strides, strides], pads: border(padding) };
      if (padding === 0) return emit('MaxPool', [from[0]!], out, attributes);
      const pooled = emit('MaxPool', [from[0]!], `${name}:pooled`, attributes);
      const { shape, data } = zeroBorder(inputShape, poolSize, strides, padding);
      return emit('Max', [pooled, constant(`${name}/border`, shape, data)], out);
    }
    case 'averagePooling2d': {
      const { poolSize, strides } = layer;
      return emit('AveragePool', [from[0]!], out, { kernel_shape: [poolSize, poolSize], strides: [strides, strides] });
    }
    case 'globalPooling2d': {
      const operation = layer.mode === 'avg' ? 'GlobalAveragePool' : 'GlobalMaxPool';
      return emit('Flatten', [emit(operation, [from[0]!], `${name}:pooled`)], out);
    }
    case 'add':
      return emit('Add', from, out);
    default:
      return from[0]!;
  }
}

/** Lets `compute` write to `out`, or to a value of its own with the activation behind it. */
function activate(
  activation: Activation,
  compute: (to: string) => string,
  { emit }: LayerContext,
  out: string,
): string {
  if (activation === 'linear') return compute(out);
  const before = compute(out.replace(/:0$/, ':linear'));
  return activation === 'relu' ? emit('Relu', [before], out) : emit('Softmax', [before], out, { axis: 1 });
}

/**
 * What a border of zeros adds to a maximum: 0 for windows that reach into it, nothing for the others.
 *
 * ONNX takes the border of `MaxPool` as minus infinity, and ONNX Runtime (seen in 1.30) folds a `Pad` with zeros before it
 * into that border, which is wrong where all values are negative. No `Pad`, nothing to fold.
 */
function zeroBorder(
  [height, width]: readonly number[],
  poolSize: number,
  strides: number,
  padding: number,
): { shape: number[]; data: Float32Array } {
  const windows = (size: number): boolean[] =>
    Array.from({ length: Math.floor((size + 2 * padding - poolSize) / strides) + 1 }, (_, i) => {
      const start = i * strides - padding;
      return start < 0 || start + poolSize > size;
    });
  const rows = windows(height!);
  const columns = windows(width!);
  const lowest = -3.4028234663852886e38;
  const data = rows.flatMap((row) => columns.map((column) => (row || column ? 0 : lowest)));
  return { shape: [1, 1, rows.length, columns.length], data: Float32Array.from(data) };
}
