import type { Conv2dLayer } from '../../../graph/graph.ts';
import { writeActivation } from './activation-rule.ts';
import type { ConvolutionContext } from './convolution-context.ts';
import { convolutionForms } from './convolution-form.ts';
import type { LayerRule } from './layer-rule.ts';

/** A convolution, written in the form that is faster for its size. */
export const convolutionRule: LayerRule<Conv2dLayer> = (layer, context) => {
  const { writer, from, shapes, shape, weights, trained, wanted, formOf } = context;
  const { kernelSize: size, strides, filters } = layer;
  const border = layer.padding === 'same' ? (size - 1) / 2 : 0;
  const [inHeight, inWidth, channels] = shapes[0] as [number, number, number];
  const [height, width] = shape as [number, number];
  const [kernel, bias] = weights as [string, string | undefined];
  const convolution: ConvolutionContext = {
    ...{ writer, x: from[0]!, kernel, bias },
    ...{ size, strides, border, channels, filters, inHeight, inWidth, height, width },
  };
  const written = convolutionForms[formOf(convolution)](convolution);
  const { output, back } = writeActivation(writer, layer.activation, written.output);
  return {
    output,
    back: (gradient) => {
      const d = back(gradient);
      const gradients = written.back(d);
      return {
        inputs: [wanted[0] ? gradients.input() : undefined],
        weights: [trained[0] ? gradients.kernel : undefined, trained[1] ? () => writer.reduce(d, 0, 2, 3) : undefined],
      };
    },
  };
};
