import type { BatchNormalizationLayer, NormalizationLayer } from '../../../graph/graph.ts';
import type { LayerRule } from './layer-rule.ts';

/**
 * Batch normalization by its stored statistics: `gamma · (x - mean) / √(variance + epsilon) + beta`. The statistics never
 * move.
 */
export const batchNormalizationRule: LayerRule<BatchNormalizationLayer> = (
  { epsilon },
  { writer, from, shape, weights, trained, wanted },
) => {
  const [x] = from as [string];
  const channels = shape[shape.length - 1]!;
  const isImage = shape.length === 3;
  const wide = (value: string) => (isImage ? writer.reshape(value, 1, channels, 1, 1) : value);
  const axes = isImage ? [0, 2, 3] : [0];
  const [gamma, beta, mean, variance] = weights as [string, string, string, string];
  const deviation = writer.emit('Sqrt', [writer.emit('Add', [variance, writer.scalar(epsilon)])]);
  const scale = writer.emit('Div', [gamma, deviation]);
  const shift = writer.emit('Sub', [beta, writer.emit('Mul', [mean, scale])]);
  return {
    output: writer.emit('Add', [writer.emit('Mul', [x, wide(scale)]), wide(shift)]),
    back: (d) => {
      const forGamma = () => {
        const centered = writer.emit('Sub', [x, wide(mean)]);
        return writer.emit('Div', [writer.reduce(writer.emit('Mul', [d, centered]), ...axes), deviation]);
      };
      return {
        inputs: [wanted[0] ? writer.emit('Mul', [d, wide(scale)]) : undefined],
        weights: [trained[0] ? forGamma : undefined, trained[1] ? () => writer.reduce(d, ...axes) : undefined],
      };
    },
  };
};

/** Keras' `Normalization`: `(x - mean) / max(√variance, 1e-7)`, measured and never trained. */
export const normalizationRule: LayerRule<NormalizationLayer> = (_, { writer, from, weights, wanted }) => {
  const [mean, variance] = weights as [string, string];
  const deviation = writer.emit('Max', [writer.emit('Sqrt', [variance]), writer.scalar(1e-7)]);
  const centered = writer.emit('Sub', [from[0]!, mean]);
  return {
    output: writer.emit('Div', [centered, deviation]),
    back: (d) => ({ inputs: [wanted[0] ? writer.emit('Div', [d, deviation]) : undefined] }),
  };
};
