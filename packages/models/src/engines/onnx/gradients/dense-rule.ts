import type { DenseLayer } from '../../../graph/graph.ts';
import { writeActivation } from './activation-rule.ts';
import type { LayerRule } from './layer-rule.ts';

/** `x · kernel + bias`: the gradients are `xᵀ · d`, the sum of the rows of `d`, and `d · kernelᵀ`. */
export const denseRule: LayerRule<DenseLayer> = ({ activation }, { writer, from, weights, trained, wanted }) => {
  const [x] = from as [string];
  const [kernel] = weights as [string];
  const linear = writer.emit('Gemm', [x, ...weights]);
  const { output, back } = writeActivation(writer, activation, linear);
  return {
    output,
    back: (gradient) => {
      const d = back(gradient);
      return {
        inputs: [wanted[0] ? writer.emit('Gemm', [d, kernel], { transB: 1 }) : undefined],
        weights: [
          trained[0] ? () => writer.emit('Gemm', [x, d], { transA: 1 }) : undefined,
          trained[1] ? () => writer.reduce(d, 0) : undefined,
        ],
      };
    },
  };
};
