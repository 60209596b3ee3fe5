import type { Conv2dLayer } from '../src/graph/graph.ts';

/** A convolution of 256 filters of 3 × 3 that reads `input_layer`, as VGG has it unless told. */
export function oneConvolution(settings: Partial<Conv2dLayer> = {}): Conv2dLayer {
  return {
    type: 'conv2d',
    name: 'conv',
    inputs: ['input_layer'],
    filters: 256,
    kernelSize: 3,
    strides: 1,
    padding: 'same',
    useBias: true,
    activation: 'relu',
    ...settings,
  };
}
