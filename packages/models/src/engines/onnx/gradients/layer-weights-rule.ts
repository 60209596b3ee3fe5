import type { LayerWeightsLayer } from '../../../graph/graph.ts';
import type { LayerRule } from './layer-rule.ts';

/** The sum of hidden states weighted by the softmax of scores: states get their share, scores what a softmax gives them. */
export const layerWeightsRule: LayerRule<LayerWeightsLayer> = (
  { layers },
  { writer, from, shape, weights, trained, wanted },
) => {
  const [width] = shape as [number];
  const states = writer.reshape(from[0]!, -1, layers, width);
  const shares = writer.emit('Softmax', [weights[0]!], { axis: -1 });
  const column = writer.reshape(shares, 1, layers, 1);
  return {
    output: writer.reduce(writer.emit('Mul', [states, column]), 1),
    back: (gradient) => {
      const d = writer.reshape(gradient, -1, 1, width);
      const forScores = () => {
        const each = writer.reduce(writer.emit('Mul', [states, d]), 0, 2);
        const mean = writer.emit('ReduceSum', [writer.emit('Mul', [shares, each]), writer.integers(0)], {
          keepdims: 1,
        });
        return writer.emit('Mul', [shares, writer.emit('Sub', [each, mean])]);
      };
      const forStates = () => writer.reshape(writer.emit('Mul', [d, column]), -1, layers * width);
      return { inputs: [wanted[0] ? forStates() : undefined], weights: [trained[0] ? forScores : undefined] };
    },
  };
};
