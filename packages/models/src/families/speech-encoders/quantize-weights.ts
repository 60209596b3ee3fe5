import { ModelsError } from '../../errors.ts';
import type { Layer } from '../../graph/graph.ts';
import type { Backbone } from '../describe-backbone.ts';

/**
 * A speech encoder whose matrix products run in int8: a quarter of the memory, and faster on CPUs with VNNI. Each weight gets
 * one scale for each column, the other factor one as it comes; convolutions, norms and attention stay float32, because int8
 * convolutions are slower than float32 ones on the CPU.
 *
 * It is a note in the description: the weights are quantized while the ONNX engine compiles them, and the fingerprint is
 * another. Compare embeddings of your own recordings with those of the backbone given before you rely on it.
 *
 * @throws ModelsError `invalid-option` for a backbone of images, which has no such products.
 */
export function quantizeWeights(backbone: Backbone): Backbone {
  const { graph } = backbone;
  if (backbone.input !== 'waveform') {
    throw new ModelsError(
      'invalid-option',
      `quantizeWeights takes a speech encoder from describeEncoder; ${backbone.name} takes images.`,
    );
  }
  const matrices = new Set(graph.layers.flatMap((layer) => (isMatrix(layer) ? [layer.name] : [])));
  const layers = graph.layers.map((layer): Layer => {
    const isProduct = layer.type === 'operation' && layer.operation === 'MatMul' && matrices.has(layer.inputs[1]!);
    return isProduct ? { ...layer, precision: 'int8' } : layer;
  });
  return { ...backbone, graph: { ...graph, layers } };
}

/** The weights of linear layers; the gate of WavLM's positions has 8 outputs and would gain nothing. */
function isMatrix(layer: Layer): boolean {
  return layer.type === 'weight' && layer.isTransposed === true && layer.shape[0]! > 8;
}
