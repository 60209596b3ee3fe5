import { ModelsError } from '../../errors.ts';
import type { Layer } from '../../graph/graph.ts';
import type { Backbone } from '../describe-backbone.ts';
import { encoderOutputs } from './encoder-graph.ts';

/**
 * A speech encoder whose features are the means over time of all its hidden states, one after the other: what
 * `extractEmbeddings` gives with `layers: 'all'`, as a backbone of its own that a head with `layers` joins, in training and
 * in `exportOnnx`.
 *
 * @throws ModelsError `invalid-option` for a backbone that has no hidden states.
 */
export function withAllLayers(backbone: Backbone): Backbone {
  const { graph, waveform, outputDim } = backbone;
  if (!waveform || !graph.layers.some(({ name }) => name === encoderOutputs.all)) {
    throw new ModelsError(
      'invalid-option',
      `withAllLayers takes a speech encoder from describeEncoder; ${backbone.name} is none.`,
    );
  }
  const size = waveform.layers * outputDim;
  const name = 'layer_values';
  const flat: Layer = {
    type: 'operation',
    name,
    inputs: [encoderOutputs.all],
    operation: 'Flatten',
    attributes: { axis: 1 },
    shape: [size],
  };
  return {
    ...backbone,
    graph: { ...graph, layers: [...graph.layers, flat], outputs: [name] },
    outputShape: [size],
    outputDim: size,
    taps: [],
  };
}
