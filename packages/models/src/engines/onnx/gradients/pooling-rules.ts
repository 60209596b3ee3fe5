import type { AveragePoolingLayer, GlobalPoolingLayer, MaxPoolingLayer } from '../../../graph/graph.ts';
import type { LayerRule } from './layer-rule.ts';
import { unreadPixels } from './unread-pixels.ts';

/** Name of the operation that finds the maxima of a layer and where they lie. */
export const poolingOperation = (layer: string): string => `pool/${layer}`;

/**
 * The maximum of windows. The gradient goes to the first of equal values, row by row, as in TensorFlow; where windows
 * overlap, the gradients of all that a value has won add up.
 */
export const maxPoolingRule: LayerRule<MaxPoolingLayer> = ({ name, poolSize, strides }, { writer, from, wanted }) => {
  const attributes = { kernel_shape: [poolSize, poolSize], strides: [strides, strides] };
  const [x] = from as [string];
  if (!wanted[0]) return { output: writer.emit('MaxPool', [x], attributes), back: () => ({ inputs: [undefined] }) };
  const [output, winners] = writer.emitAll('MaxPool', [x], 2, attributes, poolingOperation(name)) as [string, string];
  return {
    output,
    back: (gradient) => {
      const shape = writer.emit('Shape', [x]);
      if (strides >= poolSize) return { inputs: [writer.emit('MaxUnpool', [gradient, winners, shape], attributes)] };
      const zeros = writer.reshape(writer.emit('ConstantOfShape', [shape]), -1);
      const places = [writer.reshape(winners, -1), writer.reshape(gradient, -1)];
      const spread = writer.emit('ScatterElements', [zeros, ...places], { axis: 0, reduction: 'add' });
      return { inputs: [writer.emit('Reshape', [spread, shape])] };
    },
  };
};

/** The mean of windows: every value gets an equal share of the gradient of each window that it lies in. */
export const averagePoolingRule: LayerRule<AveragePoolingLayer> = (
  { poolSize, strides },
  { writer, from, shapes, shape, wanted },
) => {
  const attributes = { kernel_shape: [poolSize, poolSize], strides: [strides, strides] };
  const [inHeight, inWidth, channels] = shapes[0] as [number, number, number];
  const [height, width] = shape as [number, number];
  return {
    output: writer.emit('AveragePool', [from[0]!], attributes),
    back: (gradient) => {
      if (!wanted[0]) return { inputs: [undefined] };
      const area = poolSize * poolSize;
      const kernel = writer.tensor(`mean/${area}`, [1, 1, poolSize, poolSize], new Float32Array(area).fill(1 / area));
      const each = writer.reshape(gradient, -1, 1, height, width);
      const output_padding = [
        unreadPixels(inHeight, height, poolSize, strides),
        unreadPixels(inWidth, width, poolSize, strides),
      ];
      const spread = writer.emit('ConvTranspose', [each, kernel], { ...attributes, output_padding });
      return { inputs: [writer.reshape(spread, -1, channels, inHeight, inWidth)] };
    },
  };
};

/** Mean or maximum of a whole image; equal maxima share the gradient, as in TensorFlow's `reduce_max`. */
export const globalPoolingRule: LayerRule<GlobalPoolingLayer> = ({ mode }, { writer, from, shapes, wanted }) => {
  const [x] = from as [string];
  const [height, width, channels] = shapes[0] as [number, number, number];
  const operation = mode === 'avg' ? 'GlobalAveragePool' : 'GlobalMaxPool';
  const pooled = writer.emit(operation, [x]);
  return {
    output: writer.reshape(pooled, -1, channels),
    back: (gradient) => {
      if (!wanted[0]) return { inputs: [undefined] };
      const d = writer.reshape(gradient, -1, channels, 1, 1);
      if (mode === 'avg') {
        const share = writer.emit('Div', [d, writer.scalar(height * width)]);
        return { inputs: [writer.emit('Expand', [share, writer.integers(1, 1, height, width)])] };
      }
      const isMaximum = writer.emit('Cast', [writer.emit('Equal', [x, pooled])], { to: 1 });
      const count = writer.emit('ReduceSum', [isMaximum, writer.integers(2, 3)], { keepdims: 1 });
      return { inputs: [writer.emit('Mul', [isMaximum, writer.emit('Div', [d, count])])] };
    },
  };
};
